"""What may be sent about partners, people and bodies: every field listed, nothing else is read."""

from django import forms

from tilth.agree import words as known
from tilth.agree.partners.seats import TEMPLATES, of_template
from tilth.agree.partners.sectors import sectors
from tilth.web.agree.areas import area_choices
from tilth.web.agree.models import Body, Partner

LONG, LINE = 2000, 200


class Day(forms.DateField):
    """A day, as browsers send it."""

    widget = forms.DateInput(attrs={"type": "date"})


def lines(label, hint="", *, rows=3):
    """Several lines of plain words."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=LONG, widget=area
    )


def line(label, hint="", *, required=False, most=LINE):
    """One line of plain words."""
    return forms.CharField(label=label, help_text=hint, required=required, max_length=most)


def sector_choices():
    """Every sector by its title."""
    told = sorted(sectors().sector.items(), key=lambda pair: pair[1].title)
    return [(name, f"{one.title}: {one.says}") for name, one in told]


def chosen(table, empty=None):
    """Choices of a table of words, each with its meaning."""
    found = [(key, f"{key[:1].upper()}{key[1:]}: {says}") for key, says in table.items()]
    return found if empty is None else [("", empty), *found]


def layers(empty="None"):
    """The layers, the widest first."""
    return [("", empty), *((one, one.capitalize()) for one in known.LAYERS)]


def partner_field(label, hint="", empty="None of them"):
    """A partner that has not left."""
    found = Partner.objects.exclude(state="left").order_by("name")
    told = {"to_field_name": "slug", "required": False, "empty_label": empty}
    return forms.ModelChoiceField(found, label=label, help_text=hint, **told)


def body_field(label, hint="", empty="None of them"):
    """A body that has not ended."""
    found = Body.objects.filter(until=None)
    told = {"to_field_name": "slug", "required": False, "empty_label": empty}
    return forms.ModelChoiceField(found, label=label, help_text=hint, **told)


def each(text):
    """One entry a line, without the empty ones."""
    return [one.strip() for one in (text or "").splitlines() if one.strip()]


class Invite(forms.Form):
    """A partner to ask to the table; all but the first two can wait."""

    name = line("What is it called?", required=True)
    sector = forms.ChoiceField(label="Which sector is it from?")
    state = forms.ChoiceField(
        label="How does it come?",
        choices=[("invited", "We invite it"), ("observing", "It comes to listen first")],
        widget=forms.RadioSelect,
        initial="invited",
    )
    email = forms.EmailField(
        required=False,
        label="Where do letters reach it?",
        help_text="An address of the organisation.",
    )
    words = line("Why do we ask it?")

    def __init__(self, *told, **more):
        super().__init__(*told, **more)
        self.fields["sector"].choices = sector_choices()


class Tell(forms.Form):
    """Who a partner is, in its own words."""

    purpose = lines("What are we here for?", "In your own words. Others read it as you write it.")
    strengths = lines(
        "What are we good at?", "One a line. Others find you by it when they need help."
    )
    footprint = forms.MultipleChoiceField(
        label="Where do we work?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="As many as you like, of any layer. None of them has to lie inside another.",
    )
    type = line("What kind of organisation are we?")
    other_names = lines(
        "What else are we called?", "One a line: earlier names, short names.", rows=2
    )
    email = forms.EmailField(required=False, label="Where do letters reach us?")
    income = forms.DecimalField(
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        label="Income a year, in pounds",
        help_text="So that what you give can be seen beside your size. It gives nobody more voice.",
    )
    staff = forms.DecimalField(
        required=False, min_value=0, max_digits=9, decimal_places=1, label="Whole-time posts"
    )
    legal = lines("Which laws do we act under?", rows=2)

    def __init__(self, place, *told, **more):
        super().__init__(*told, **more)
        self.fields["footprint"].choices = area_choices(place)[1:]
        if not self.fields["footprint"].choices:
            del self.fields["footprint"]

    def clean_strengths(self):
        return each(self.cleaned_data["strengths"])

    def clean_other_names(self):
        return each(self.cleaned_data["other_names"])


class TellAll(Tell):
    """The same, with what only those who keep what was agreed may change."""

    name = line("What is it called?", required=True)
    sector = forms.ChoiceField(label="Sector")
    accountability = forms.ChoiceField(
        label="Whom does it answer to?", choices=chosen(known.ACCOUNTABILITY)
    )
    layer = forms.ChoiceField(label="At which layer does it work?", choices=layers()[1:])
    formed = forms.ChoiceField(
        label="How did it come together?", required=False, choices=chosen(known.FORMED, "Not told")
    )
    since = Day(required=False, label="Since when is it there?")

    def __init__(self, place, *told, **more):
        super().__init__(place, *told, **more)
        self.fields["sector"].choices = sector_choices()


class Reason(forms.Form):
    """Why."""

    reason = lines("Why?", "Everyone round the table can read it.")


class Follow(forms.Form):
    """An organisation ends and another takes its place."""

    successor = partner_field("Which partner takes its place?", empty="None")
    until = Day(label="Its last day")
    words = line("Why?", required=True)


class Part(forms.Form):
    """A part somebody plays."""

    title = line("What do they do?", "Such as director of adult services, or walk leader.",
                 required=True, most=120)  # fmt: skip
    partner = partner_field("For which partner?")
    and_for = partner_field("And for which second partner?", "Only for a joint role.")
    body = body_field("On which board, group or team?")
    layer = forms.ChoiceField(label="At which layer?", required=False, choices=layers())
    area = forms.ChoiceField(label="Where?", required=False)
    since = Day(label="Since when?")
    leads = forms.BooleanField(required=False, label="They lead it")
    champion = forms.BooleanField(
        required=False, label="They are a champion or connector others can turn to"
    )
    expert = forms.BooleanField(required=False, label="They are an expert by experience")
    consents = forms.BooleanField(
        required=False, label="They said that they may be named here",
        help_text="Experts by experience are named only if they said so. They may take it back.",
    )  # fmt: skip

    def __init__(self, place, *told, keeps=False, **more):
        super().__init__(*told, **more)
        self.fields["area"].choices = area_choices(place, empty="Nowhere in particular")
        if keeps:
            self.fields["chair"] = forms.BooleanField(required=False, label="They chair it")
            label = "They are independent of every partner"
            self.fields["independent"] = forms.BooleanField(required=False, label=label)


class Background(forms.Form):
    """Where somebody comes from, and what they declare."""

    background = line("Where do they come from?", "Such as voluntary sector, then nursing.")
    interests = lines(
        "What must others know of their interests?",
        "Work, money or family ties that matter here. Write none if there are none.",
    )


class Introduce(Part):
    """Somebody new, with the first part they play."""

    name = line("Their name", required=True)
    background = line("Where do they come from?", "Such as voluntary sector, then nursing.")
    interests = lines("What must others know of their interests?", rows=2)

    field_order = ("name", "background", "interests", *Part.base_fields)


class TellBody(forms.Form):
    """What a body is for, and which seats it wants."""

    name = line("What is it called?", required=True)
    purpose = lines("What is it for?")
    mandate = lines("What may it decide, and what not?")
    layer = forms.ChoiceField(label="At which layer does it sit?", choices=layers()[1:])
    area = forms.ChoiceField(label="Where?", required=False)
    cycle = line("How often does it meet?", most=60)
    formed = forms.ChoiceField(
        label="How did it come together?", required=False, choices=chosen(known.FORMED, "Not told")
    )
    answers_to = body_field("Which body does it answer to?", empty="None")
    since = Day(required=False, label="Since when?")
    seats = lines("Which seats must be taken?", "One sector a line, with how many: voluntary: 2")

    def __init__(self, place, *told, **more):
        super().__init__(*told, **more)
        self.fields["area"].choices = area_choices(place)

    def clean_seats(self):
        known_sectors, found, wrong = sectors(), [], []
        for text in each(self.cleaned_data["seats"]):
            name, _, number = text.partition(":")
            sector, number = known_sectors.called(name), number.strip() or "1"
            if sector is None:
                near = known_sectors.like(name)
                wrong.append(
                    f"{name.strip()} is no sector{f'; did you mean {near}?' if near else ''}"
                )
            elif not number.isdecimal() or not 0 < int(number) < 100:
                wrong.append(f"{text}: say how many, such as {sector}: 2")
            else:
                found.append({"sector": sector, "least": int(number)})
        if wrong:
            raise forms.ValidationError(". ".join(wrong))
        return found


class Begin(TellBody):
    """A new body; a template fills its seats in."""

    type = forms.ChoiceField(label="What is it?", choices=chosen(known.BODIES))
    template = forms.ChoiceField(
        label="Begin with the seats of", required=False,
        choices=[("", "The seats written below"), *((k, told[0]) for k, told in TEMPLATES.items())],
        help_text="So that nobody is forgotten. You can change them afterwards.",
    )  # fmt: skip
    field_order = ("name", "type", "template")

    def clean(self):
        told = super().clean()
        if told.get("template") and not told.get("seats"):
            told["seats"] = of_template(told["template"])
        told.pop("template", None)
        return told


class End(forms.Form):
    """A body ends."""

    on = Day(label="Its last day")
    words = line("Why?", required=True)
    successor = body_field("Which body takes its place?", empty="None")


def written_seats(body):
    """The seats of a body as lines of its form."""
    return "\n".join(f"{one['sector']}: {one.get('least', 1)}" for one in body.seats)
