"""In which role somebody asked for a role of another: one of the two must look after sharing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("house", "0002_only_added_to"),)
    operations = (
        migrations.AddField(
            model_name="heldrole",
            name="asked_as",
            field=models.CharField(blank=True, max_length=40),
        ),
    )
