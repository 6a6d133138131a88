"""An identifier of an organisation that the world may keep: made from its address for those that are there."""

import uuid

from django.db import migrations, models

NAMESPACE = uuid.UUID("5f0c8a54-6a53-5b6e-9c5e-6f4d0e9a2b71")


def give_identifiers(apps, schema_editor):
    for organisation in apps.get_model("members", "Organisation").objects.filter(public_id=None):
        organisation.public_id = uuid.uuid5(NAMESPACE, f"organisation/{organisation.slug}")
        organisation.save(update_fields=["public_id"])


class Migration(migrations.Migration):
    dependencies = [("members", "0007_handovers")]

    operations = [
        migrations.AddField(
            "organisation", "public_id", models.UUIDField(null=True, editable=False, default=None)
        ),
        migrations.RunPython(give_identifiers, migrations.RunPython.noop),
        migrations.AlterField(
            "organisation", "public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
        ),
    ]
