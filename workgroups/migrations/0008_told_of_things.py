"""Meetings, decisions and tasks wait for a person's pace as posts do; every row knows its group."""

import django.db.models.deletion
from django.db import migrations, models

THINGS = ("meeting", "proposal", "task")


def groups_of_threads(apps, editor):
    Untold = apps.get_model("workgroups", "Untold")
    Thread = apps.get_model("workgroups", "Thread")
    group = Thread.objects.filter(pk=models.OuterRef("thread")).values("workgroup")
    Untold.objects.update(workgroup=models.Subquery(group))
    if editor.connection.vendor == "postgresql":
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or the table cannot be altered in this transaction
        editor.execute("SET CONSTRAINTS ALL DEFERRED")


def only(name):
    """The condition that a row tells of `name` and of nothing else."""
    told = {"post": None, "thread": None, **dict.fromkeys(THINGS)}
    if name == "post":
        del told["post"], told["thread"]
        return models.Q(post__isnull=False, thread__isnull=False, **told)
    del told[name]
    return models.Q(**{f"{name}__isnull": False}, **told)


def to(model, **more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=f"workgroups.{model}", **more
    )


class Migration(migrations.Migration):
    dependencies = [("workgroups", "0007_files_beside_posts")]
    operations = [
        migrations.AddField("untold", "workgroup", to("workgroup", null=True)),
        migrations.RunPython(groups_of_threads, migrations.RunPython.noop),
        migrations.AlterField("untold", "workgroup", to("workgroup")),
        migrations.AlterField("untold", "thread", to("thread", null=True)),
        migrations.AlterField("untold", "post", to("post", null=True)),
        *(migrations.AddField("untold", name, to(name, null=True)) for name in THINGS),
        *(
            migrations.AddConstraint(
                "untold",
                models.UniqueConstraint(
                    fields=["recipient", name],
                    condition=models.Q(notice=None),
                    name=f"a_person_waits_once_for_a_{name}",
                ),
            )
            for name in THINGS
        ),
        migrations.AddConstraint(
            "untold",
            models.CheckConstraint(
                condition=only("post") | only("meeting") | only("proposal") | only("task"),
                name="a_person_is_told_of_one_thing",
            ),
        ),
    ]
