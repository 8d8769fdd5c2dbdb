"""Suggestions and motions with their signers.

It stands for everything up to the first release. A database made by the migrations it replaces goes on
as it is.
"""

import deputies.rules
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from congress.migrating import CreateModels


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('deputies', '0001_initial'),
        ('deputies', '0002_origins_and_publication'),
        ('deputies', '0003_received_on'),
        ('deputies', '0004_entered_on_paper'),
        ('deputies', '0005_latest_of_a_county'),
        ('deputies', '0006_motions'),
    ]

    dependencies = [
        ('congress', '0001_core_tables'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Motion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                    ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.congress', verbose_name='县')),
                    ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.term', verbose_name='届')),
                    ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='motions', to='congress.session', verbose_name='会议')),
                    ('mover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='motions', to='congress.mandate', verbose_name='领衔代表')),
                    ('serial', models.PositiveIntegerField(blank=True, null=True, verbose_name='序号')),
                    ('title', models.CharField(blank=True, max_length=60, verbose_name='案由')),
                    ('grounds', models.TextField(blank=True, verbose_name='案据')),
                    ('proposal', models.TextField(blank=True, verbose_name='方案')),
                    ('publicity', models.CharField(blank=True, choices=[('all', '同意公开'), ('title', '只公开标题'), ('none', '不公开')], max_length=8, verbose_name='公开意愿')),
                    ('state', models.CharField(choices=[('draft', '草稿'), ('submitted', '待主席团决定'), ('decided', '已决定'), ('withdrawn', '已撤回')], default=deputies.rules.MotionState['DRAFT'], max_length=12, verbose_name='状态')),
                    ('created_at', models.DateTimeField(verbose_name='起草时间')),
                    ('saved_at', models.DateTimeField(verbose_name='保存时间')),
                    ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='提交时间')),
                    ('decision', models.CharField(blank=True, choices=[('agenda', '列入本次会议议程'), ('committee', '交有关委员会审议'), ('suggestion', '不作为议案，转为建议办理')], max_length=12, verbose_name='处理决定')),
                    ('decided_on', models.DateField(blank=True, null=True, verbose_name='决定日期')),
                    ('decided_at_meeting', models.CharField(blank=True, max_length=80, verbose_name='作出决定的会议')),
                    ('decision_note', models.CharField(blank=True, max_length=500, verbose_name='决定的理由')),
                    ('committee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.body', verbose_name='交付审议的委员会')),
                    ('suggestion', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='motion', to='deputies.suggestion', verbose_name='转成的建议')),
                ],
                options={
                    'verbose_name': '代表议案',
                    'verbose_name_plural': '代表议案',
                    'ordering': ['-created_at', '-id'],
                    'indexes': [models.Index(fields=['county', 'session', 'serial'], name='motion_by_session'), models.Index(fields=['county', 'mover', '-created_at'], name='motion_by_mover')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('serial', None), ('state', 'draft'), ('submitted_at', None)), models.Q(models.Q(('state', 'draft'), _negated=True), ('serial__isnull', False), ('session__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='motion_submitted_is_numbered'), models.CheckConstraint(condition=models.Q(models.Q(('decided_on__isnull', False), ('state', 'decided'), models.Q(('decision', ''), _negated=True)), models.Q(models.Q(('state', 'decided'), _negated=True), ('decided_on', None), ('decision', '')), _connector='OR'), name='motion_decided_is_dated'), models.CheckConstraint(condition=models.Q(models.Q(('committee__isnull', False), ('decision', 'committee')), models.Q(models.Q(('decision', 'committee'), _negated=True), ('committee', None)), _connector='OR'), name='motion_to_a_committee'), models.CheckConstraint(condition=models.Q(models.Q(('decision', 'suggestion'), ('suggestion__isnull', False)), models.Q(models.Q(('decision', 'suggestion'), _negated=True), ('suggestion', None)), _connector='OR'), name='motion_turned_is_linked'), models.UniqueConstraint(condition=models.Q(('serial__isnull', False)), fields=('county', 'session', 'serial'), name='motion_number_unique')],
                },
            ),
            migrations.CreateModel(
                name='MotionSigner',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('motion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signers', to='deputies.motion', verbose_name='议案')),
                    ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signings', to='congress.mandate', verbose_name='代表')),
                    ('state', models.CharField(choices=[('invited', '待附议'), ('confirmed', '已附议'), ('declined', '未附议')], default=deputies.rules.CosignState['INVITED'], max_length=10, verbose_name='状态')),
                    ('invited_at', models.DateTimeField(verbose_name='邀请时间')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='回应时间')),
                ],
                options={
                    'verbose_name': '联名代表',
                    'verbose_name_plural': '联名代表',
                    'ordering': ['id'],
                    'indexes': [models.Index(fields=['mandate', 'state'], name='motion_signer_by_mandate')],
                    'constraints': [models.UniqueConstraint(fields=('motion', 'mandate'), name='motion_signer_unique')],
                },
            ),
            migrations.CreateModel(
                name='Category',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('county', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='congress.congress', verbose_name='县')),
                    ('scheme', models.CharField(max_length=20, verbose_name='方案')),
                    ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                    ('code', models.CharField(max_length=20, verbose_name='代码')),
                    ('label', models.CharField(max_length=40, verbose_name='名称')),
                    ('place_order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ],
                options={
                    'verbose_name': '建议类别',
                    'verbose_name_plural': '建议类别',
                    'ordering': ['year', 'scheme', 'place_order', 'code'],
                    'constraints': [models.UniqueConstraint(fields=('county', 'year', 'scheme', 'code'), name='category_unique', nulls_distinct=False)],
                },
            ),
            migrations.CreateModel(
                name='Suggestion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                    ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.congress', verbose_name='县')),
                    ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.term', verbose_name='届')),
                    ('session', models.ForeignKey(blank=True, help_text='闭会期间提出的留空', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.session', verbose_name='会议')),
                    ('origin', models.CharField(choices=[('own', '本县代表提出'), ('higher_deputy', '上级代表转来'), ('higher_congress', '上级人大转来')], default=deputies.rules.Origin['OWN'], max_length=16, verbose_name='来源')),
                    ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='suggestions', to='congress.mandate', verbose_name='领衔代表')),
                    ('outside_author', models.ForeignKey(blank=True, help_text='上级代表或者上级人大转来的建议，登记提出人', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.person', verbose_name='上级代表')),
                    ('source_note', models.CharField(blank=True, max_length=120, verbose_name='来文单位和文号')),
                    ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代录人')),
                    ('received_on', models.DateField(blank=True, help_text='代录的签名原件何时收到；会议截止前收到的属于该次会议', null=True, verbose_name='收到原件日期')),
                    ('serial', models.PositiveIntegerField(blank=True, null=True, verbose_name='序号')),
                    ('title', models.CharField(blank=True, max_length=60, verbose_name='标题')),
                    ('body', models.TextField(blank=True, verbose_name='情况和建议')),
                    ('publicity', models.CharField(blank=True, choices=[('all', '同意公开'), ('title', '只公开标题'), ('none', '不公开')], max_length=8, verbose_name='公开意愿')),
                    ('confidential', models.BooleanField(default=False, verbose_name='请求保密')),
                    ('state', models.CharField(choices=[('draft', '草稿'), ('submitted', '已提交'), ('returned', '退回修改'), ('accepted', '已受理')], default=deputies.rules.SuggestionState['DRAFT'], max_length=12, verbose_name='状态')),
                    ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deputies.category', verbose_name='类别')),
                    ('difficulty', models.CharField(blank=True, choices=[('ordinary', '一般（三个月内答复）'), ('difficult', '涉及面广、处理难度大（六个月内答复）')], max_length=10, verbose_name='办理难度')),
                    ('created_at', models.DateTimeField(verbose_name='起草时间')),
                    ('saved_at', models.DateTimeField(verbose_name='保存时间')),
                    ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='提交时间')),
                    ('published_on', models.DateField(blank=True, null=True, verbose_name='公开日期')),
                    ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='公开操作人')),
                    ('followup', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='suggestion', to='congress.followup', verbose_name='跟踪事项')),
                ],
                options={
                    'verbose_name': '代表建议',
                    'verbose_name_plural': '代表建议',
                    'ordering': ['-created_at', '-id'],
                    'indexes': [models.Index(fields=['county', 'author', '-created_at'], name='suggestion_by_author'), models.Index(fields=['county', 'state', '-submitted_at'], name='suggestion_by_state'), models.Index(fields=['county', '-id'], name='suggestion_latest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('followup', None), ('state', 'draft'), ('submitted_at', None)), models.Q(models.Q(('state', 'draft'), _negated=True), ('followup__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='suggestion_submitted_is_followed'), models.CheckConstraint(condition=models.Q(models.Q(('author__isnull', False), ('origin', 'own'), ('outside_author', None)), models.Q(models.Q(('origin', 'own'), _negated=True), ('author', None), ('outside_author__isnull', False)), _connector='OR'), name='suggestion_has_one_author'), models.CheckConstraint(condition=models.Q(('published_on', None), models.Q(('confidential', False), ('publicity__in', ['all', 'title'])), _connector='OR'), name='suggestion_published_by_consent'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), ('serial__isnull', False), _connector='OR'), name='suggestion_accepted_is_numbered'), models.UniqueConstraint(condition=models.Q(('serial__isnull', False)), fields=('county', 'term', 'session', 'serial'), name='suggestion_number_unique', nulls_distinct=False)],
                },
            ),
            migrations.CreateModel(
                name='Cosigner',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('suggestion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cosigners', to='deputies.suggestion', verbose_name='建议')),
                    ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cosignings', to='congress.mandate', verbose_name='代表')),
                    ('state', models.CharField(choices=[('invited', '待附议'), ('confirmed', '已附议'), ('declined', '未附议')], default=deputies.rules.CosignState['INVITED'], max_length=10, verbose_name='状态')),
                    ('invited_at', models.DateTimeField(verbose_name='邀请时间')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='回应时间')),
                ],
                options={
                    'verbose_name': '附议',
                    'verbose_name_plural': '附议',
                    'ordering': ['id'],
                    'indexes': [models.Index(fields=['mandate', 'state'], name='cosigner_by_mandate')],
                    'constraints': [models.UniqueConstraint(fields=('suggestion', 'mandate'), name='cosigner_unique')],
                },
            ),
            migrations.CreateModel(
                name='SuggestionFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('suggestion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='deputies.suggestion', verbose_name='建议')),
                    ('attachment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='congress.attachment', verbose_name='附件')),
                ],
                options={
                    'verbose_name': '建议附件',
                    'verbose_name_plural': '建议附件',
                    'ordering': ['id'],
                },
            ),
        ]),
    ]
