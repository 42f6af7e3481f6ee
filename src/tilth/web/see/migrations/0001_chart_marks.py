"""What people tell charts over time."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PERSON = {
    "on_delete": django.db.models.deletion.PROTECT,
    "related_name": "+",
    "to": settings.AUTH_USER_MODEL,
}


class Migration(migrations.Migration):
    initial = True
    dependencies = (migrations.swappable_dependency(settings.AUTH_USER_MODEL),)

    operations = (
        migrations.CreateModel(
            name="ChartMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False,
                                           verbose_name="ID")),
                ("indicator", models.CharField(max_length=100)),
                ("area", models.CharField(blank=True, max_length=40)),
                ("kind", models.CharField(choices=[("limits", "limits"), ("note", "note")],
                                          max_length=6)),
                ("month", models.DateField()),
                ("words", models.CharField(max_length=300)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.ForeignKey(blank=True, null=True, **PERSON)),
                ("made_by", models.ForeignKey(**PERSON)),
            ],
            options={
                "ordering": ("month", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(ended_at__isnull=True, kind="limits"),
                        fields=("indicator", "area", "month"),
                        name="limits_begin_once_a_month",
                    )
                ],
            },
        ),
    )  # fmt: skip
