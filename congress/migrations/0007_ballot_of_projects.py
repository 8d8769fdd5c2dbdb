"""A sheet of projects, too, names how many are chosen of those that stand on it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('congress', '0006_personal_matters'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='ballot',
            name='ballot_election_is_secret',
        ),
        migrations.AlterField(
            model_name='ballot',
            name='seats',
            field=models.PositiveSmallIntegerField(blank=True, help_text='选举，以及候选多于应选的项目票决', null=True, verbose_name='应选名额'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('election__isnull', False), ('kind', 'election'), ('method', 'secret'), ('seats__gte', 1)), models.Q(('election', None), ('kind', 'decision'), ('method', 'secret'), ('seats__gte', 1)), models.Q(models.Q(('kind', 'election'), _negated=True), ('election', None), ('seats', None)), _connector='OR'), name='ballot_election_is_secret'),
        ),
    ]
