"""Offers, and what waits of a published story until somebody looked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("learn", "0002_search"),)
    operations = (
        migrations.AddField("edition", "waits", models.BooleanField(default=False)),
        migrations.AddField("medium", "waits", models.BooleanField(default=False)),
        migrations.AddField("story", "until", models.DateField(blank=True, null=True)),
        migrations.AddField("story", "reach", models.CharField(blank=True, max_length=200)),
        migrations.AddField("story", "reach_shown", models.BooleanField(default=False)),
    )
