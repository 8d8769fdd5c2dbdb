"""A rectification owns a follow-up. One demanded before is demanded again: its review goes back to where it was told."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def demand_again(apps, schema_editor):
    apps.get_model('personnel', 'Review').objects.filter(state='rectifying').update(state='told', rectify_by=None)


class Migration(migrations.Migration):

    dependencies = [
        ('congress', '0006_personal_matters'),
        ('personnel', '0001_appointments_and_oaths'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='review',
            name='review_rectified_by_a_date',
        ),
        migrations.AddField(
            model_name='review',
            name='rectification',
            field=models.OneToOneField(blank=True, help_text='交办本人，单位的联络员和分管领导看不到', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='review', to='congress.followup', verbose_name='整改'),
        ),
        migrations.RunPython(demand_again, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'rectifying'), _negated=True), models.Q(('rectification__isnull', False), ('rectify_by__isnull', False)), _connector='OR'), name='review_rectified_by_a_date'),
        ),
    ]
