"""What is handed to a person himself, and notices that are his own affair."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('congress', '0005_oath_clock'),
    ]

    operations = [
        migrations.AddField(
            model_name='assignment',
            name='addressee',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='addressed', to='congress.person', verbose_name='承办本人'),
        ),
        migrations.AddField(
            model_name='notice',
            name='private',
            field=models.BooleanField(default=False, verbose_name='只告知本人'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('addressee__isnull', False)), fields=['addressee', 'state'], name='assignment_by_addressee'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(('addressee', None), ('coordinator', None), _connector='OR'), name='assignment_to_a_person_is_direct'),
        ),
    ]
