"""People known here who do not sign in, and what people tell of themselves."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("house", "0005_no_context_no_rows"),)

    operations = (
        migrations.AddField(
            model_name="person",
            name="background",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="person",
            name="interests",
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name="person",
            name="email",
            field=models.EmailField(blank=True, max_length=254, null=True, unique=True),
        ),
    )
