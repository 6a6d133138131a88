"""The head gets a seal of its own; the one that is there is sealed as it stands."""

from django.db import migrations, models

from protect.audit.seals import seal_of_head


def seal_the_head(apps, editor):
    for head in apps.get_model("audit", "Head").objects.all():
        head.own_seal = seal_of_head(head.sequence, head.seal)
        head.save(update_fields=["own_seal"])


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [
        migrations.AddField("head", "own_seal", models.CharField(blank=True, max_length=64)),
        migrations.RunPython(seal_the_head, migrations.RunPython.noop),
    ]
