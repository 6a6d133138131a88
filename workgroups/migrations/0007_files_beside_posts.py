"""A post's files are its own. What pointed at a resource before becomes a link in the text."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


def links_into_texts(apps, editor):
    Attachment = apps.get_model("workgroups", "Attachment")
    for row in Attachment.objects.exclude(post__text="").select_related("post", "resource"):
        row.post.text += f"\n\n[{row.resource.title}](/groups/resources/{row.resource.key}/)"
        row.post.save(update_fields=["text"])
    Attachment.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial"), ("workgroups", "0006_attachments")]
    operations = [
        migrations.RunPython(links_into_texts, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="attachment", name="a_resource_is_attached_once_to_a_post"),
        migrations.RemoveField(model_name="attachment", name="resource"),
        migrations.AlterModelOptions(name="attachment", options={"ordering": ["pk"]}),
        migrations.AddField(
            model_name="attachment",
            name="key",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddField(
            model_name="attachment",
            name="file",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="attachment",
            name="draft",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attachments",
                to="workgroups.draft",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="made_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AlterField(
            model_name="attachment",
            name="post",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attachments",
                to="workgroups.post",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("draft", None), ("post__isnull", False)),
                    models.Q(("draft__isnull", False), ("post", None)),
                    _connector="OR",
                ),
                name="a_file_lies_beside_a_post_or_a_draft",
            ),
        ),
        migrations.AlterField(
            model_name="threadevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("post", "Post"),
                    ("edit", "Edit"),
                    ("hide", "Hide"),
                    ("show", "Show"),
                    ("redact", "Redact"),
                    ("pin", "Pin"),
                    ("unpin", "Unpin"),
                    ("close", "Close"),
                    ("reopen", "Reopen"),
                    ("summary", "Summary"),
                    ("retitle", "Retitle"),
                ],
                max_length=8,
            ),
        ),
    ]
