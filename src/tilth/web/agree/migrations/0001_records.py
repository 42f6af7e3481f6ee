"""The records of AGREE."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = (migrations.swappable_dependency(settings.AUTH_USER_MODEL),)

    operations = (
        migrations.CreateModel(
            name="Tie",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("one", models.CharField(db_index=True, max_length=80)),
                ("other", models.CharField(db_index=True, max_length=80)),
                ("type", models.CharField(default="horizontal", max_length=20)),
                ("heard", models.CharField(default="survey", max_length=20)),
                ("trust", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("understanding", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("collaboration", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("strain", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("stance", models.CharField(blank=True, max_length=20)),
                ("began", models.DateField(blank=True, null=True)),
                ("on", models.DateField()),
                ("layer", models.CharField(blank=True, max_length=20)),
                ("area", models.CharField(blank=True, max_length=20)),
                ("topic", models.CharField(blank=True, max_length=200)),
                ("words", models.TextField(blank=True)),
                ("withdrawn", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ("on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=200)),
                ("type", models.CharField(max_length=20)),
                ("layer", models.CharField(max_length=20)),
                ("area", models.CharField(blank=True, max_length=20)),
                ("purpose", models.TextField(blank=True)),
                ("mandate", models.TextField(blank=True)),
                ("seats", models.JSONField(blank=True, default=list)),
                ("cycle", models.CharField(blank=True, max_length=60)),
                ("formed", models.CharField(blank=True, max_length=20)),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "answers_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="agree.body",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agree.body",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "bodies",
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("title", models.CharField(max_length=200)),
                ("type", models.CharField(max_length=20)),
                ("sharing", models.SlugField(blank=True)),
                ("sources", models.JSONField(blank=True, default=list)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="agree.body",
                    ),
                ),
            ],
            options={
                "ordering": ("title",),
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=12, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("proposal", models.TextField()),
                ("why", models.TextField(blank=True)),
                ("with_whom", models.TextField(blank=True)),
                ("population", models.CharField(blank=True, max_length=200)),
                ("layer", models.CharField(default="place", max_length=20)),
                ("area", models.CharField(blank=True, max_length=20)),
                ("why_not_lower", models.TextField(blank=True)),
                ("origin", models.CharField(default="place", max_length=20)),
                ("route", models.CharField(default="full", max_length=10)),
                ("stage", models.CharField(default="draft", max_length=20)),
                ("options", models.JSONField(blank=True, default=list)),
                ("criteria", models.JSONField(blank=True, default=list)),
                (
                    "money",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
                ),
                ("money_says", models.TextField(blank=True)),
                ("equality", models.TextField(blank=True)),
                ("review", models.DateField(blank=True, null=True)),
                ("opened", models.DateField(blank=True, null=True)),
                ("closes", models.DateField(blank=True, null=True)),
                ("closed", models.DateField(blank=True, null=True)),
                ("outcome", models.CharField(blank=True, max_length=20)),
                ("outcome_says", models.TextField(blank=True)),
                ("rule", models.JSONField(blank=True, default=dict)),
                ("public", models.BooleanField(default=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="agree.body",
                    ),
                ),
            ],
            options={
                "ordering": ("-ref",),
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=12, unique=True)),
                ("function", models.CharField(max_length=200)),
                (
                    "cash",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
                ),
                (
                    "time",
                    models.DecimalField(blank=True, decimal_places=1, max_digits=9, null=True),
                ),
                (
                    "capacity",
                    models.DecimalField(blank=True, decimal_places=1, max_digits=9, null=True),
                ),
                ("resources", models.TextField(blank=True)),
                ("conditions", models.TextField(blank=True)),
                ("chosen", models.BooleanField(default=True)),
                ("since", models.DateField()),
                ("review", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                ("ended_because", models.TextField(blank=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="agree.agreement",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="agree.decision",
                    ),
                ),
                (
                    "from_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passed",
                        to="agree.body",
                    ),
                ),
                (
                    "to_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="received",
                        to="agree.body",
                    ),
                ),
            ],
            options={
                "ordering": ("since", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("release", models.CharField(blank=True, max_length=80)),
                ("finding", models.JSONField()),
                ("picture", models.TextField(blank=True)),
                ("hash", models.CharField(max_length=64)),
                ("removed", models.BooleanField(default=False)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="agree.decision",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("one", models.CharField(db_index=True, max_length=80)),
                ("other", models.CharField(db_index=True, max_length=80)),
                ("how", models.CharField(max_length=40)),
                ("removed", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("one", "other", "how"), name="one_link_of_a_kind"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("type", models.CharField(default="meeting", max_length=20)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("on", models.DateField()),
                ("starts", models.TimeField(blank=True, null=True)),
                ("ends", models.TimeField(blank=True, null=True)),
                ("where", models.CharField(blank=True, max_length=200)),
                ("join", models.URLField(blank=True)),
                ("state", models.CharField(default="planned", max_length=20)),
                ("public", models.BooleanField(default=False)),
                ("minutes", models.TextField(blank=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="agree.body",
                    ),
                ),
            ],
            options={
                "ordering": ("on", "pk"),
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="agree.meeting",
            ),
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=200)),
                ("other_names", models.JSONField(blank=True, default=list)),
                ("sector", models.CharField(max_length=60)),
                ("type", models.CharField(blank=True, max_length=100)),
                ("accountability", models.CharField(max_length=20)),
                ("purpose", models.TextField(blank=True)),
                ("strengths", models.JSONField(blank=True, default=list)),
                ("footprint", models.JSONField(blank=True, default=list)),
                ("layer", models.CharField(default="place", max_length=20)),
                ("formed", models.CharField(blank=True, max_length=20)),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                ("state", models.CharField(default="invited", max_length=20)),
                ("state_reason", models.TextField(blank=True)),
                (
                    "income",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
                ),
                (
                    "staff",
                    models.DecimalField(blank=True, decimal_places=1, max_digits=9, null=True),
                ),
                ("legal", models.TextField(blank=True)),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="agree.partner",
                    ),
                ),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("type", models.CharField(default="discuss", max_length=20)),
                ("about", models.CharField(blank=True, max_length=80)),
                ("minutes", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("front", models.JSONField(blank=True, default=dict)),
                ("notes", models.TextField(blank=True)),
                ("outcome", models.TextField(blank=True)),
                ("removed", models.BooleanField(default=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="agree.meeting",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="agree.partner",
                    ),
                ),
            ],
            options={
                "ordering": ("meeting_id", "number", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Issue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=12, unique=True)),
                ("type", models.CharField(default="tough issue", max_length=20)),
                ("title", models.CharField(max_length=200)),
                ("surfaced", models.TextField()),
                ("reframed", models.TextField(blank=True)),
                ("between", models.JSONField(blank=True, default=list)),
                ("layer", models.CharField(default="place", max_length=20)),
                ("area", models.CharField(blank=True, max_length=20)),
                ("stage", models.CharField(default="surfaced", max_length=20)),
                ("visible", models.CharField(default="owners", max_length=20)),
                ("way", models.TextField(blank=True)),
                ("outcome", models.TextField(blank=True)),
                ("rest", models.TextField(blank=True)),
                ("opened", models.DateField()),
                ("review", models.DateField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="agree.body",
                    ),
                ),
                ("owners", models.ManyToManyField(related_name="issues", to="agree.partner")),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="raised",
                        to="agree.partner",
                    ),
                ),
            ],
            options={
                "ordering": ("ref",),
            },
        ),
        migrations.CreateModel(
            name="EmailedLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("purpose", models.CharField(max_length=20)),
                ("about", models.CharField(max_length=80)),
                ("email", models.EmailField(max_length=254)),
                ("sent", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("used", models.DateTimeField(null=True)),
                ("revoked", models.DateTimeField(null=True)),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="emailed",
                        to="agree.partner",
                    ),
                ),
            ],
            options={
                "ordering": ("-sent",),
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("type", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=200)),
                ("on", models.DateField(blank=True, null=True)),
                ("authors", models.CharField(blank=True, max_length=300)),
                ("sectors", models.JSONField(blank=True, default=list)),
                ("residents", models.BooleanField(null=True)),
                ("layer", models.CharField(blank=True, max_length=20)),
                ("area", models.CharField(blank=True, max_length=20)),
                ("url", models.URLField(blank=True)),
                ("told", models.TextField(blank=True)),
                ("asks", models.JSONField(blank=True, default=list)),
                ("visible", models.CharField(default="partnership", max_length=20)),
                ("removed", models.BooleanField(default=False)),
                (
                    "written_with",
                    models.ManyToManyField(blank=True, related_name="wrote", to="agree.partner"),
                ),
            ],
            options={
                "ordering": ("title",),
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="proposer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposed",
                to="agree.partner",
            ),
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("type", models.CharField(max_length=20)),
                ("currency", models.CharField(max_length=20)),
                (
                    "amount",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
                ),
                ("out", models.BooleanField(default=False)),
                ("words", models.TextField(blank=True)),
                ("layer", models.CharField(default="place", max_length=20)),
                ("area", models.CharField(blank=True, max_length=20)),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("withdrawn", models.BooleanField(default=False)),
                (
                    "to_body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gets",
                        to="agree.body",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="agree.decision",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gives",
                        to="agree.partner",
                    ),
                ),
                (
                    "to_partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gets",
                        to="agree.partner",
                    ),
                ),
            ],
            options={
                "ordering": ("since", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=12, unique=True)),
                ("type", models.CharField(default="commitment", max_length=20)),
                ("words", models.TextField()),
                ("with_whom", models.TextField(blank=True)),
                ("layer", models.CharField(default="place", max_length=20)),
                ("area", models.CharField(blank=True, max_length=20)),
                ("origin", models.CharField(default="place", max_length=20)),
                ("made", models.DateField()),
                ("due", models.DateField(blank=True, null=True)),
                ("state", models.CharField(default="growing", max_length=20)),
                ("reason", models.TextField(blank=True)),
                ("evidence", models.TextField(blank=True)),
                ("settled", models.DateField(blank=True, null=True)),
                ("seen", models.DateField(blank=True, null=True)),
                ("public", models.BooleanField(default=True)),
                (
                    "became",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="agree.commitment",
                    ),
                ),
                (
                    "made_to_body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promised",
                        to="agree.body",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="agree.body",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="agree.decision",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="agree.partner",
                    ),
                ),
                (
                    "made_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promised",
                        to="agree.partner",
                    ),
                ),
            ],
            options={
                "ordering": ("ref",),
            },
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("layer", models.CharField(blank=True, max_length=20)),
                ("area", models.CharField(blank=True, max_length=20)),
                ("chair", models.BooleanField(default=False)),
                ("leads", models.BooleanField(default=False)),
                ("champion", models.BooleanField(default=False)),
                ("independent", models.BooleanField(default=False)),
                ("expert", models.BooleanField(default=False)),
                ("consented", models.DateField(blank=True, null=True)),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "and_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agree.partner",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="agree.body",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="agree.partner",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about", models.CharField(db_index=True, max_length=80)),
                ("act", models.CharField(max_length=40)),
                ("words", models.TextField(blank=True)),
                ("before", models.JSONField(blank=True, default=dict)),
                ("after", models.JSONField(blank=True, default=dict)),
                ("role", models.CharField(blank=True, max_length=40)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("through", models.CharField(default="page", max_length=10)),
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
                    "undoes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="agree.step",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("type", models.CharField(max_length=20)),
                ("count", models.PositiveIntegerField(default=1)),
                ("seconds", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="agree.item",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turns",
                        to="agree.meeting",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turns",
                        to="agree.partner",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("clauses", models.JSONField(default=dict)),
                ("says", models.TextField(blank=True)),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                ("ended_because", models.TextField(blank=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="agree.agreement",
                    ),
                ),
            ],
            options={
                "ordering": ("agreement_id", "number"),
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("title", models.CharField(blank=True, max_length=120)),
                ("on", models.DateField()),
                ("withdrawn", models.DateField(blank=True, null=True)),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="agree.partner",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="agree.version",
                    ),
                ),
            ],
            options={
                "ordering": ("version_id", "partner__name"),
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="agree.version",
            ),
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.CharField(max_length=10)),
                ("words", models.TextField(blank=True)),
                ("harm", models.TextField(blank=True)),
                ("safe", models.TextField(blank=True)),
                ("met", models.TextField(blank=True)),
                ("strength", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("scores", models.JSONField(blank=True, default=dict)),
                ("interest", models.TextField(blank=True)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="agree.decision",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="agree.partner",
                    ),
                ),
            ],
            options={
                "ordering": ("decision_id", "partner__name"),
            },
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                fields=("body", "on"), name="one_meeting_of_a_body_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                fields=("agreement", "number"), name="one_version_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                fields=("version", "partner"), name="one_signature_a_partner"
            ),
        ),
        migrations.AddConstraint(
            model_name="voice",
            constraint=models.UniqueConstraint(
                fields=("decision", "partner"), name="one_partner_one_voice"
            ),
        ),
    )
