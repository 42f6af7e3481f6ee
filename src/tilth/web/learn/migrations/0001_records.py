"""The tables of LEARN."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = (
        ("agree", "0006_partner_code"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    )

    operations = (
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("words", models.TextField()),
                ("where", models.CharField(blank=True, max_length=200)),
                ("test", models.TextField(blank=True)),
                ("removed", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ("words",),
            },
        ),
        migrations.CreateModel(
            name="Indexed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80, unique=True)),
                ("kind", models.CharField(db_index=True, max_length=12)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("words", models.TextField(blank=True)),
            ],
            options={
                "verbose_name_plural": "indexed",
            },
        ),
        migrations.CreateModel(
            name="Moment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("type", models.CharField(max_length=12)),
                ("words", models.CharField(max_length=300)),
                ("more", models.TextField(blank=True)),
                ("on", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("layer", models.CharField(default="place", max_length=20)),
                ("about", models.CharField(blank=True, max_length=80)),
                ("open_to", models.CharField(default="partnership", max_length=12)),
                ("removed", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ("on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Name",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True)),
                ("type", models.CharField(default="organisation", max_length=20)),
                ("others", models.JSONField(blank=True, default=list)),
                ("slips", models.JSONField(blank=True, default=list)),
                ("means", models.CharField(blank=True, max_length=300)),
                ("removed", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="System",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("public_key", models.CharField(max_length=100)),
                ("url", models.URLField(blank=True, max_length=500)),
                ("sequence", models.PositiveBigIntegerField(default=0)),
                ("read", models.DateTimeField(blank=True, null=True)),
                ("trusted", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(unique=True)),
                ("kind", models.CharField(max_length=12)),
                ("origin", models.CharField(blank=True, max_length=80)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Bearing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about", models.CharField(max_length=80)),
                ("how", models.CharField(max_length=12)),
                ("grade", models.CharField(blank=True, max_length=1)),
                ("words", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bearings",
                        to="learn.claim",
                    ),
                ),
            ],
            options={
                "ordering": ("grade", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Code",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("type", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=120)),
                ("means", models.TextField(blank=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("shipped", models.BooleanField(default=False)),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="learn.code",
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="learn.code",
                    ),
                ),
            ],
            options={
                "ordering": ("type", "name"),
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about", models.CharField(db_index=True, max_length=80)),
                ("type", models.CharField(default="comment", max_length=10)),
                ("words", models.TextField(blank=True)),
                ("rating", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("state", models.CharField(db_index=True, default="sent", max_length=10)),
                ("looked", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("code", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agree.partner",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="learn.comment",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Condition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(db_index=True, max_length=60)),
                ("area", models.CharField(blank=True, max_length=20)),
                ("on", models.DateField()),
                ("state", models.CharField(max_length=10)),
                ("words", models.TextField(blank=True)),
                ("evidence", models.JSONField(blank=True, default=list)),
                ("removed", models.BooleanField(default=False)),
                (
                    "partner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agree.partner",
                    ),
                ),
            ],
            options={
                "ordering": ("-on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Gathering",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("type", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=200)),
                ("words", models.TextField(blank=True)),
                ("begins", models.DateTimeField()),
                ("ends", models.DateTimeField()),
                ("where", models.CharField(blank=True, max_length=200)),
                ("join", models.URLField(blank=True, max_length=500)),
                ("about", models.CharField(blank=True, max_length=80)),
                ("asks", models.CharField(blank=True, max_length=60)),
                ("rules", models.TextField(blank=True)),
                ("most", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("coming", models.JSONField(blank=True, default=list)),
                ("came", models.JSONField(blank=True, default=list)),
                ("engaged", models.JSONField(blank=True, default=list)),
                ("notes", models.TextField(blank=True)),
                ("themes", models.JSONField(blank=True, default=list)),
                ("outputs", models.JSONField(blank=True, default=list)),
                ("answers", models.JSONField(blank=True, default=dict)),
                ("seen", models.TextField(blank=True)),
                ("home", models.TextField(blank=True)),
                ("area", models.CharField(blank=True, max_length=20)),
                ("open_to", models.CharField(default="partnership", max_length=12)),
                ("called_off", models.CharField(blank=True, max_length=300)),
                (
                    "host",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hosted",
                        to="agree.partner",
                    ),
                ),
                (
                    "season",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="learn.gathering",
                    ),
                ),
            ],
            options={
                "ordering": ("begins", "title"),
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("speaker", models.CharField(blank=True, max_length=200)),
                ("at", models.PositiveIntegerField(blank=True, null=True)),
                ("line", models.PositiveIntegerField(blank=True, null=True)),
                ("words", models.TextField()),
                ("original", models.TextField(blank=True)),
                ("why", models.CharField(blank=True, max_length=300)),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="agree.document",
                    ),
                ),
            ],
            options={
                "ordering": ("document", "story", "number"),
            },
        ),
        migrations.AddField(
            model_name="claim",
            name="said_in",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                to="learn.passage",
            ),
        ),
        migrations.CreateModel(
            name="Practice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("origin", models.CharField(blank=True, max_length=80)),
                ("title", models.CharField(max_length=200)),
                ("what", models.TextField()),
                ("principles", models.JSONField(blank=True, default=list)),
                ("values", models.JSONField(blank=True, default=list)),
                ("conditions", models.JSONField(blank=True, default=list)),
                ("steps", models.JSONField(blank=True, default=list)),
                ("ring", models.CharField(blank=True, max_length=300)),
                ("depends", models.JSONField(blank=True, default=list)),
                ("travels", models.TextField(blank=True)),
                ("local", models.TextField(blank=True)),
                ("recognised", models.JSONField(blank=True, default=list)),
                ("sources", models.JSONField(blank=True, default=list)),
                ("domains", models.JSONField(blank=True, default=list)),
                ("place", models.CharField(blank=True, max_length=120)),
                ("layer", models.CharField(default="place", max_length=20)),
                ("area", models.CharField(blank=True, max_length=20)),
                ("growth", models.CharField(default="bud", max_length=10)),
                ("speed", models.TextField(blank=True)),
                ("depth", models.TextField(blank=True)),
                ("visible", models.TextField(blank=True)),
                ("began", models.DateField(blank=True, null=True)),
                ("open_to", models.CharField(default="partnership", max_length=12)),
                ("removed", models.BooleanField(default=False)),
                (
                    "partners",
                    models.ManyToManyField(
                        blank=True, related_name="practices", to="agree.partner"
                    ),
                ),
            ],
            options={
                "ordering": ("title",),
            },
        ),
        migrations.CreateModel(
            name="RippleMap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("words", models.TextField(blank=True)),
                ("about", models.CharField(blank=True, max_length=80)),
                ("began", models.DateField()),
                ("area", models.CharField(blank=True, max_length=20)),
                ("open_to", models.CharField(default="partnership", max_length=12)),
                ("round", models.CharField(blank=True, max_length=5)),
                (
                    "partners",
                    models.ManyToManyField(blank=True, related_name="ripples", to="agree.partner"),
                ),
            ],
            options={
                "ordering": ("-began", "title"),
            },
        ),
        migrations.CreateModel(
            name="Ripple",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=300)),
                ("on", models.DateField()),
                ("intended", models.BooleanField(blank=True, null=True)),
                ("good", models.BooleanField(blank=True, null=True)),
                ("who", models.CharField(blank=True, max_length=200)),
                ("helped", models.CharField(blank=True, max_length=300)),
                ("removed", models.BooleanField(default=False)),
                (
                    "after",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed",
                        to="learn.ripple",
                    ),
                ),
                (
                    "map",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ripples",
                        to="learn.ripplemap",
                    ),
                ),
            ],
            options={
                "ordering": ("on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("medium", models.CharField(default="text", max_length=10)),
                ("shared_by", models.CharField(blank=True, max_length=200)),
                ("licence", models.CharField(blank=True, max_length=200)),
                ("grade", models.CharField(blank=True, max_length=1)),
                ("topics", models.JSONField(blank=True, default=list)),
                ("speakers", models.JSONField(blank=True, default=list)),
                ("kept", models.JSONField(blank=True, default=list)),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="source",
                        to="agree.document",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("origin", models.CharField(blank=True, max_length=80)),
                ("type", models.CharField(default="story", max_length=20)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("words", models.TextField(blank=True)),
                ("inquiry", models.CharField(blank=True, max_length=60)),
                ("answers", models.JSONField(blank=True, default=dict)),
                ("strengths", models.TextField(blank=True)),
                ("barriers", models.TextField(blank=True)),
                ("tellers", models.JSONField(blank=True, default=list)),
                ("sources", models.JSONField(blank=True, default=list)),
                ("layer", models.CharField(default="place", max_length=20)),
                ("area", models.CharField(blank=True, max_length=20)),
                ("about", models.CharField(blank=True, max_length=80)),
                ("indicators", models.JSONField(blank=True, default=list)),
                ("conditions", models.JSONField(blank=True, default=list)),
                ("growth", models.CharField(blank=True, max_length=10)),
                ("on", models.DateField(blank=True, null=True)),
                ("for_worker", models.BooleanField(default=False)),
                ("for_partnership", models.BooleanField(default=False)),
                ("for_everyone", models.BooleanField(default=False)),
                ("for_national", models.BooleanField(default=False)),
                ("state", models.CharField(default="draft", max_length=10)),
                ("rough", models.BooleanField(default=False)),
                ("helped_by", models.CharField(blank=True, max_length=200)),
                ("code", models.CharField(blank=True, max_length=200)),
                ("reason", models.TextField(blank=True)),
                ("told", models.DateTimeField()),
                ("published", models.DateTimeField(blank=True, null=True)),
                ("withdrawn", models.DateTimeField(blank=True, null=True)),
                ("seen", models.PositiveIntegerField(default=0)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told",
                        to="agree.partner",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "stories",
                "ordering": ("-told", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="passage",
            name="story",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="passages",
                to="learn.story",
            ),
        ),
        migrations.CreateModel(
            name="Medium",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("type", models.CharField(max_length=10)),
                ("file", models.CharField(blank=True, max_length=100)),
                ("url", models.URLField(blank=True, max_length=500)),
                ("alt", models.CharField(blank=True, max_length=300)),
                ("caption", models.TextField(blank=True)),
                ("transcript", models.TextField(blank=True)),
                ("credit", models.CharField(blank=True, max_length=200)),
                ("licence", models.CharField(blank=True, max_length=100)),
                ("people_agreed", models.BooleanField(default=False)),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="media",
                        to="learn.story",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "media",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("told", models.JSONField(default=dict)),
                ("why", models.CharField(blank=True, max_length=300)),
                ("proposed", models.BooleanField(default=False)),
                ("agreed", models.BooleanField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="editions",
                        to="learn.story",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Copy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("how", models.CharField(max_length=12)),
                ("to", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("recalled", models.DateTimeField(null=True)),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="copies",
                        to="learn.story",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "copies",
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Coding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("coder", models.CharField(default="reader", max_length=10)),
                ("fits", models.BooleanField(default=True)),
                ("quote", models.TextField(blank=True)),
                ("feeling", models.CharField(blank=True, max_length=100)),
                ("at", models.DateTimeField()),
                ("removed", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="codings",
                        to="learn.code",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codings",
                        to="learn.passage",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codings",
                        to="learn.story",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("topics", models.JSONField(blank=True, default=list)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("asked", models.DateTimeField()),
                ("confirmed", models.DateTimeField(blank=True, null=True)),
                ("sent", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Carried",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="carried",
                        to="learn.subscription",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "carried",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Thread",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about", models.CharField(max_length=80, unique=True)),
                ("rules", models.TextField(blank=True)),
                ("closed", models.DateTimeField(blank=True, null=True)),
                ("why", models.CharField(blank=True, max_length=300)),
                (
                    "facilitator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Transplant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=12, unique=True)),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("origin", models.CharField(blank=True, max_length=80)),
                ("spread", models.CharField(default="transplant", max_length=12)),
                ("place", models.CharField(max_length=120)),
                ("system", models.CharField(blank=True, max_length=80)),
                ("layer", models.CharField(default="place", max_length=20)),
                ("area", models.CharField(blank=True, max_length=20)),
                ("planted", models.DateField(blank=True, null=True)),
                ("changed", models.TextField()),
                ("kept", models.TextField(blank=True)),
                ("result", models.CharField(default="planned", max_length=12)),
                ("came", models.TextField(blank=True)),
                ("lessons", models.TextField(blank=True)),
                ("ended", models.DateField(blank=True, null=True)),
                ("visit", models.CharField(blank=True, max_length=80)),
                ("removed", models.BooleanField(default=False)),
                (
                    "after",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offshoots",
                        to="learn.transplant",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agree.partner",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plantings",
                        to="learn.practice",
                    ),
                ),
            ],
            options={
                "ordering": ("planted", "ref"),
            },
        ),
        migrations.CreateModel(
            name="Pick",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("which", models.CharField(max_length=5)),
                ("reason", models.TextField()),
                ("name", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agree.partner",
                    ),
                ),
                (
                    "ripple",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="picks",
                        to="learn.ripple",
                    ),
                ),
                (
                    "map",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="picks",
                        to="learn.ripplemap",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("by__isnull", False)),
                        fields=("map", "which", "by"),
                        name="one_pick_a_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("by__isnull", True)),
                        fields=("map", "which", "name"),
                        name="one_pick_a_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("taken", models.DateTimeField()),
                ("done", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="learn.story",
                    ),
                ),
            ],
            options={
                "ordering": ("taken", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("story", "by"), name="one_reading_a_coder")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.UniqueConstraint(
                fields=("document", "number"), name="one_passage_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(("document", None), ("story", None), _connector="XOR"),
                name="a_passage_is_of_one_thing",
            ),
        ),
    )
