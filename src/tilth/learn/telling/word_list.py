"""Words that are easy to say, spell and keep: code words are drawn from them."""

# None sounds like another of them; none is a number, a name or a word one would not say aloud.
WORDS = tuple(
    """
acorn actor agenda alarm album almond alpine amber anchor angle ankle antler apple apricot apron
arbour archer arctic arena armour arrow artist aspen atlas attic autumn avenue axle badge badger
bagel baker balcony ballad balloon balm bamboo banana bandage banjo banner barley barn barrel
basil basin basket bath baton beach beacon beagle beaker beam bean beaver beetle belfry bell
belt bench bicycle birch biscuit bishop blanket blazer blossom blouse board boat bonfire bonnet
book boot border bottle boulder bouquet bowl bracelet bramble branch brass bread breeze brick
bridge bridle broccoli brook broom brush bubble bucket buckle buffalo bugle bulb bumble bunting
burrow butter button cabbage cabin cable cactus cake calm camel camera camp canal canary candle
canoe canopy canteen canvas canyon caramel caravan carbon cardigan cargo carnival carpet carrot
cart castle catkin cattle cauldron cavern cedar celery cello centre chalk channel chapel
charcoal chariot cheese cherry chestnut chicken chimney china chisel chorus cider cinema
cinnamon circle circus citrus clarinet clay clinic cloak clock cloud clover coach coast coat
cobalt cobble cobweb cocoa coconut coffee comet compass concert copper coral cork corner cosmos
cottage cotton couch country courier cousin cowslip cradle crane crater crayon cream cricket
crocus crown crumb crystal cuckoo cucumber cupboard curlew curry curtain cushion custard cymbal
cypress daffodil dahlia dairy daisy dancer dandelion dawn delta denim desert desk diamond diary
dingle dinner doctor dolphin domino donkey door dormouse dove dragon drawer drizzle drum duck
dumpling dune dusk eagle earth easel echo eclipse elbow elder ember emerald engine envelope
equator evening fabric falcon family farm feather fence fennel fern ferry festival fiddle field
finch finger fire fjord flag flame flannel flask fleece flint flock flour flower flute foam
folder forest fork fossil fountain freckle frost fruit fudge furrow galaxy gallery garage garden
garland garlic gate gazelle gentle geyser ginger giraffe glacier glade glass glider globe glove
goat goblet goldfish goose gorse grain granite grape gravel grocer grotto grove guitar gutter
haddock hall hamlet hammer hammock hamper handle harbour harp harvest hatch hawthorn hazel heath
heather hedge heron herring hill hinge hockey holiday holly honey hoop horizon horn hornet house
hummus hurdle iceberg igloo indigo inland iron island ivory jacket jaguar jasmine jelly jersey
jewel jigsaw jingle jockey journal journey jubilee juice jumper jungle juniper kayak kennel
kestrel kettle kingdom kipper kitchen kite kitten koala lace ladder ladle lagoon lake lamb lamp
lantern larch lark laundry lavender lawn leaf leather lemon lentil leopard letter lettuce
library light lilac lily linen lion lizard lobster locket lotus lupin lynx magnet magpie mallet
mandolin mango mantle maple marble marigold market marmalade marsh mattress meadow melody melon
mill mineral mint mirror mitten moat mole monday moon morning mosaic moss moth motor mountain
mouse muffin mulberry museum mushroom music mustard napkin nectar needle nest nettle nickel
noodle north notebook nutmeg nylon oasis oats oboe ocean octave october octopus olive omelette
onion opal opera orange orbit orchard orchid organ osprey otter outfit oval oven oxygen oyster
paddle paddock paint palace palm pancake panda pansy paper paprika parade parasol parcel park
parrot parsley pasta pastel pasture patch path pavement peach peacock peanut pearl pebble pedal
pelican pencil penguin pepper petal pheasant piano pickle picnic pigeon pillow pine pioneer
piper pistachio planet plank plaster plate plaza pocket poem polar pollen pond pony poplar poppy
porch porridge portrait postcard potato potter prairie primrose prism pudding puffin pumpkin
puppet purple puzzle pyramid quarry quartz quaver queen quilt quince quiver rabbit racket radio
radish raft railway rainbow raisin ramp ranger raspberry raven recipe record reef reindeer
ribbon rice ridge ripple river roadside robin rocket rope rosemary rowan ruby rudder runner rush
rustle saddle saffron sailor salad salmon sandal sapphire satin saturn saucer saxophone scarf
scooter seagull season seaweed seed shadow shed shell shelter sherbet ship shore shovel signal
silk silver sister skate sketch skylark slate sleigh slipper snow soap sofa solar sonnet soup
south spade spaniel sparrow spice spider spinach spiral splash sponge spoon spring spruce
squirrel stable stadium starling station statue steam stone stork stream street studio sugar
summer sunday sunrise sunset swallow swan sweater swift sycamore syrup table tadpole tailor
tandem tango tapestry tartan teapot tempo tennis terrace theatre thimble thistle thread thrush
thunder thyme ticket tiger timber toast toffee tomato topaz torch tortoise towel tower tractor
trail train treacle treasure trellis tripod trombone trophy trumpet tulip tunnel turbine turnip
turquoise turtle tweed twig twilight umbrella uncle unicorn upland valley vanilla vase velvet
veranda vessel viaduct village vinegar viola violet violin volcano voyage waffle wagon walnut
walrus water waterfall weaver wharf wheat wheel whisker whistle wicker willow window winter wolf
wombat wood wool yacht yarn yellow yoghurt yonder zebra zenith zephyr zigzag zinnia
""".split()
)
