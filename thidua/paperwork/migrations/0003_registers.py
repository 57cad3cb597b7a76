from django.db import migrations

NUMBERED = ["issued", "revoked"]


def enter(apps, schema_editor):
    """Every number given so far gets its register."""
    Document = apps.get_model("paperwork", "Document")
    Register = apps.get_model("paperwork", "Register")
    numbered = Document.objects.filter(status__in=NUMBERED).order_by("number")
    for document in numbered:
        register, _new = Register.objects.get_or_create(
            issuer_id=document.issuer_id, mark="CTĐ", series=document.kind, year=document.number_year
        )
        register.last = document.number
        register.save()
        document.register = register
        document.save()


def leave(apps, schema_editor):
    """The table before knew drafts and numbered papers only."""
    Document = apps.get_model("paperwork", "Document")
    Document.objects.update(register=None)
    Document.objects.filter(status__in=["signed", "dropped"]).update(status="draft")


class Migration(migrations.Migration):

    dependencies = [
        ('paperwork', '0002_papers'),
    ]

    operations = [migrations.RunPython(enter, leave)]
