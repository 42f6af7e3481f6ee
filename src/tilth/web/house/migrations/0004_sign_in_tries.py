"""Tries at signing in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("house", "0003_asked_as"),)
    operations = (
        migrations.CreateModel(
            name="SignInTry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("of", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["of", "at"], name="tries_of")]},
        ),
    )
