"""Rows of one content become one file with a link for each; and back: a row for each link, all of one stored file."""

from django.db import migrations


def link(apps, schema_editor):
    Evidence, Link = apps.get_model("reports", "Evidence"), apps.get_model("reports", "EvidenceLink")
    first = {}
    for row in Evidence.objects.order_by("uploaded_at", "pk"):
        kept = first.setdefault((row.membership_id, row.sha256), row)
        Link.objects.create(evidence=kept, code=row.code, by_name=row.uploaded_by, at=row.uploaded_at,
                            withdrawn_at=row.withdrawn_at)
        if kept is not row:
            if hasattr(row, "remarks"):  # an explanation carries it, where that room's tables are as new
                kept.remarks.add(*row.remarks.all())
            row.delete()


def unlink(apps, schema_editor):
    Evidence, Link = apps.get_model("reports", "Evidence"), apps.get_model("reports", "EvidenceLink")
    for row in Evidence.objects.order_by("pk"):
        for place, one in enumerate(Link.objects.filter(evidence=row).order_by("at", "pk")):
            if place:
                row.pk = None
            row.code, row.uploaded_by, row.uploaded_at = one.code, one.by_name, one.at
            row.withdrawn_at = one.withdrawn_at
            row.save(force_insert=bool(place))
    Link.objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [("reports", "0004_evidence_links")]

    operations = [migrations.RunPython(link, unlink)]
