"""Why a function lies no nearer to people, and what keeps the partnership itself going."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("agree", "0003_issues"),)
    operations = (
        migrations.AddField("delegation", "why_not_lower", models.TextField(blank=True)),
        migrations.AddField("delegation", "indicator", models.SlugField(blank=True, max_length=80)),
        migrations.AddField("contribution", "running", models.BooleanField(default=False)),
    )
