"""One spelling for names, dates, postcodes and the rest, so that like meets like.

SQL macros, created once on a connection by `add_macros`; the words they rest on are data.
"""

from tilth.store.engine import text

TITLES = "mr|mrs|miss|ms|mx|dr|prof|professor|sir|dame|lady|lord|rev|reverend|master|mister"
PARTICLES = "de|da|do|dos|del|della|di|du|la|le|van|von|der|den|ter|ten|al|el|bin|ibn|bint|abu"
NOT_A_NAME = (
    "unknown", "not known", "notknown", "nk", "n k", "n a", "not given", "not stated",
    "not recorded", "anonymous", "baby", "infant", "baby boy", "baby girl", "male", "female",
    "boy", "girl", "twin one", "twin two", "xx", "xxx", "test",
)  # fmt: skip
NOT_A_DATE = ("1800-01-01", "1900-01-01", "1901-01-01", "9999-12-31")

# The familiar forms most often met in English records, each under the form it shortens. After
# the lists of given names in the Oxford Dictionary of First Names (Hanks, Hardcastle, Hodges,
# 2nd edition, 2006). Forms shared by several names (Alex, Chris, Sam) go with the commonest.
NICKNAMES = {
    "alexander": "alex alec sandy xander", "alfred": "alf alfie fred freddie",
    "andrew": "andy drew", "anthony": "tony antony", "benjamin": "ben benny", "charles":
    "charlie chas chuck", "christopher": "chris kit topher", "daniel": "dan danny", "david":
    "dave davy", "dorothy": "dot dottie dolly", "edward": "ed eddie ted teddy ned", "elizabeth":
    "liz lizzie beth betty eliza elsie libby lisa elisabeth betsy bess", "frances": "fran frankie",
    "francis": "frank", "george": "georgie", "gregory": "greg", "harold": "harry hal",
    "henry": "hank", "isabella": "bella izzy isabel isobel", "jacob": "jake", "james":
    "jim jimmy jamie", "jennifer": "jen jenny jennie", "jessica": "jess jessie", "john":
    "jack johnny jon", "jonathan": "jonathon jonny", "joseph": "joe joey", "joshua": "josh",
    "katherine": "kate katie kathy kath catherine kathryn katharine cathy cath kitty",
    "lawrence": "laurence larry laurie", "leonard": "len lenny", "margaret":
    "maggie meg peggy marge madge greta", "mary": "molly polly", "matthew": "matt mathew",
    "michael": "mike mick mickey micky", "mohammed":
    "muhammad mohammad mohamed muhammed mohamad mohd mo", "nicholas": "nick nicky nicolas",
    "oliver": "ollie", "patricia": "pat patsy trish tricia", "patrick": "paddy", "peter": "pete",
    "philip": "phil phillip pip", "rebecca": "becky becca bex", "richard":
    "rich richie rick ricky dick", "robert": "rob robbie bob bobby bert", "ronald": "ron ronnie",
    "samuel": "sam sammy", "samantha": "sammie", "sarah": "sara sally", "stephen":
    "steve steven stevie", "susan": "sue susie suzie", "theresa": "teresa terry tess", "thomas":
    "tom tommy", "timothy": "tim", "victoria": "vicky vicki tori", "william":
    "will bill billy willie liam", "zachary": "zach zack zac",
}  # fmt: skip


def familiar_forms():
    """Each familiar form and the name it stands for, as pairs."""
    return [(form, full) for full, forms in NICKNAMES.items() for form in forms.split()]


def _soundex():
    """American Soundex (Knuth, The Art of Computer Programming 3, section 6) as SQL of `x`."""
    # h and w have no counterpart and go; where one is the first letter its code has gone already.
    coded = "translate(x, 'bfpvcgjkqsxzdtlmnraeiouyhw', '111122222222334556000000')"
    once = "coded"
    for digit in "123456":
        once = f"regexp_replace({once}, '{digit}+', '{digit}', 'g')"
    twice = "regexp_matches(coded, '11|22|33|44|55|66')"  # few words have a code twice in a row
    rest = "if(x[1] in ('h', 'w'), told, told[2:])"
    return f"""(select x[1] || rpad(replace({rest}, '0', '')[:3], 3, '0')
        from (select case when {twice} then {once} else coded end as told
        from (select {coded} as coded)))"""


MACROS = (
    # Accents folded, apostrophes closed up, every other mark a space: "O'Brien-Ní" > "obrien ni".
    r"""plain_words(x) as case when regexp_full_match(x, '[A-Za-z]+') then lower(x) else
        trim(regexp_replace(regexp_replace(
        replace(replace(replace(replace(replace(replace(strip_accents(lower(x)),
        'ø', 'o'), 'ł', 'l'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'đ', 'd'),
        '[''’‘`´]', '', 'g'), '[^\p{L}]+', ' ', 'g')) end""",
    f"""untitled(x) as regexp_replace(x, '^(({TITLES}) )+', '')""",
    f"""real_words(x) as case when x = '' or list_contains(
        [{", ".join(map(text, NOT_A_NAME))}], x) then null else x end""",
    # A surname is one word: particles dropped unless nothing else is left, the rest closed up.
    f"""surname_word(x) as case when contains(x, ' ') then
        coalesce(nullif(replace(regexp_replace(' ' || replace(x, ' ', '  ')
        || ' ', ' ({PARTICLES}) ', '', 'g'), ' ', ''), ''), replace(x, ' ', '')) else x end""",
    # In a step of its own, since surname_word looks at it four times.
    """standard_surname(x) as (select surname_word(p)
        from (select real_words(untitled(plain_words(x))) as p))""",
    """standard_first_name(x) as split_part(real_words(untitled(plain_words(x))), ' ', 1)""",
    f"""soundex(x) as {_soundex()}""",
    """standard_postcode(x) as (select case when regexp_matches(p,
        '^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$') and p[:4] <> 'ZZ99' then p end
        from (select regexp_replace(upper(x), '[^A-Z0-9]', '', 'g') as p))""",
    # The sector: all but the last two letters of a standard postcode.
    """postcode_sector(x) as x[:-3]""",
    f"""standard_date(x) as case when x::date not in
        ({", ".join(f"date {text(d)}" for d in NOT_A_DATE)}) then x::date end""",
    # SQL's least and greatest pass over a missing value; these do not.
    """lesser(a, b) as case when a <= b then a when b < a then b end""",
    """greater(a, b) as case when a >= b then a when b > a then b end""",
    # One is the other's initial, or they differ by a slip of the keys.
    """names_alike(a, b) as a = b or a = b[1] or b = a[1] or damerau_levenshtein(a, b) <= 1
        or jaro_winkler_similarity(a, b) >= 0.85""",
    # The number itself where its check digit holds: -1 could not be anyone's.
    """valid_nhs_number(x) as (select case when lpad(n::varchar, 10, '0') = x and
        (11 - (10 * (n // 1000000000 % 10) + 9 * (n // 100000000 % 10) + 8 * (n // 10000000 % 10)
        + 7 * (n // 1000000 % 10) + 6 * (n // 100000 % 10) + 5 * (n // 10000 % 10)
        + 4 * (n // 1000 % 10)
        + 3 * (n // 100 % 10) + 2 * (n // 10 % 10)) % 11) % 11 = n % 10
        then n end from (select try_cast(x as bigint) as n))""",
    # A date as text, whatever way it is written here; what is no date stays as it was.
    r"""plain_date(x) as case when regexp_matches(x, '^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}')
        then split_part(x, '/', 3)[:4] || '-' || lpad(split_part(x, '/', 2), 2, '0')
            || '-' || lpad(split_part(x, '/', 1), 2, '0')
        when regexp_matches(x, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') then x[:10] else x end""",
    """equal_date_parts(a, b) as (year(a) = year(b))::int + (month(a) = month(b))::int
        + (day(a) = day(b))::int""",
)


def add_macros(connection):
    """Give a connection the macros above and the table `familiar(form, full)`."""
    for macro in MACROS:
        connection.execute(f"create or replace temp macro {macro}")
    pairs = ", ".join(f"({text(form)}, {text(full)})" for form, full in familiar_forms())
    connection.execute(
        "create or replace temp table familiar as "
        f"select * from (values {pairs}) v(form, full_name)"
    )
