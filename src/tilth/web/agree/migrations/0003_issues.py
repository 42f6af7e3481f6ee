"""Issues: who is asked to hold one too, and what came of a request for flexibility."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("agree", "0002_only_added_to"),)
    operations = (
        migrations.AlterModelOptions(name="issue", options={"ordering": ("opened", "ref")}),
        migrations.AddField("issue", "answer", models.TextField(blank=True)),
        migrations.AddField("issue", "answered", models.DateField(blank=True, null=True)),
        migrations.AddField("issue", "asked", models.DateField(blank=True, null=True)),
        migrations.AddField(
            "issue",
            "asked_of",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="asked",
                to="agree.partner",
            ),
        ),
        migrations.AddField(
            "issue",
            "invited",
            models.ManyToManyField(blank=True, related_name="invited_to", to="agree.partner"),
        ),
    )
