import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appraisal", "0002_appraisal"),
        ("scoring", "0004_appraisal"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="mark",
            name="marked_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người chấm",
            ),
        ),
        migrations.AddIndex(
            model_name="mark",
            index=models.Index(
                fields=["marked_by", "campaign", "round", "participant", "standing"], name="mark_of_appraiser"
            ),
        ),
    ]
