"""The code an organisation has in a national list."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("agree", "0005_evidence"),)
    operations = (
        migrations.AddField("partner", "code", models.CharField(blank=True, max_length=20)),
    )
