"""Normative documents under review, catalogues, and lists of what the audit found."""

import django.db.models.deletion
import supervision.rules.audits
import supervision.rules.normative
from django.conf import settings
from django.db import migrations, models

from congress.migrating import CreateModels


class Migration(migrations.Migration):


    dependencies = [
        ('congress', '0004_activities'),
        ('supervision', '0002_topics'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='AuditList',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                    ('year', models.PositiveSmallIntegerField(verbose_name='审计年度')),
                    ('source', models.CharField(help_text='审计工作报告的名称和文号', max_length=200, verbose_name='来源文件')),
                    ('reported_on', models.DateField(verbose_name='听取审计工作报告的日期')),
                    ('due_on', models.DateField(editable=False, verbose_name='应当听取整改报告的日期')),
                    ('state', models.CharField(choices=[('draft', '编制中'), ('handed_over', '整改中'), ('reported', '已报告常委会')], default=supervision.rules.audits.AuditState['DRAFT'], editable=False, max_length=12, verbose_name='状态')),
                    ('handed_over_on', models.DateField(blank=True, editable=False, null=True, verbose_name='交办日期')),
                    ('heard_on', models.DateField(blank=True, null=True, verbose_name='听取整改报告的日期')),
                    ('published_on', models.DateField(blank=True, null=True, verbose_name='公布日期')),
                    ('published_where', models.CharField(blank=True, max_length=120, verbose_name='公布的地方')),
                    ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.congress', verbose_name='县')),
                    ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
                    ('heard_at', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.meeting', verbose_name='听取整改报告会议')),
                    ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.meeting', verbose_name='听取审计报告会议')),
                    ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.body', verbose_name='责任机构')),
                    ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.deadlinerule', verbose_name='期限规则')),
                ],
                options={
                    'verbose_name': '审计整改清单',
                    'verbose_name_plural': '审计整改清单',
                    'ordering': ['-year'],
                },
            ),
            migrations.CreateModel(
                name='AuditProblem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField(verbose_name='序号')),
                    ('problem', models.CharField(max_length=500, verbose_name='问题')),
                    ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='金额（万元）')),
                    ('measure', models.CharField(blank=True, max_length=500, verbose_name='整改要求')),
                    ('planned_on', models.DateField(blank=True, null=True, verbose_name='整改期限')),
                    ('audit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='problems', to='supervision.auditlist', verbose_name='清单')),
                    ('followup', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='audit_problem', to='congress.followup', verbose_name='跟踪事项')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.department', verbose_name='整改单位')),
                ],
                options={
                    'verbose_name': '审计查出的问题',
                    'verbose_name_plural': '审计查出的问题',
                    'ordering': ['position'],
                },
            ),
            migrations.CreateModel(
                name='Catalogue',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                    ('year', models.PositiveSmallIntegerField(verbose_name='目录年度')),
                    ('received_on', models.DateField(verbose_name='收到日期')),
                    ('due_on', models.DateField(editable=False, verbose_name='应当报送的日期')),
                    ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.congress', verbose_name='县')),
                    ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
                    ('letter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.document', verbose_name='补报通知')),
                    ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.body', verbose_name='核对机构')),
                    ('organ', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.department', verbose_name='制定机关')),
                    ('township', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.congress', verbose_name='乡镇人大')),
                ],
                options={
                    'verbose_name': '年度目录',
                    'verbose_name_plural': '年度目录',
                    'ordering': ['-year', 'id'],
                },
            ),
            migrations.CreateModel(
                name='NormativeDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                    ('year', models.PositiveSmallIntegerField(editable=False, verbose_name='登记年度')),
                    ('serial', models.PositiveIntegerField(editable=False, verbose_name='登记序号')),
                    ('title', models.CharField(max_length=200, verbose_name='文件名称')),
                    ('number', models.CharField(blank=True, max_length=60, verbose_name='文号')),
                    ('published_on', models.DateField(verbose_name='公布日期')),
                    ('submitted_on', models.DateField(verbose_name='报送日期')),
                    ('filing_due_on', models.DateField(editable=False, verbose_name='应当报送的日期')),
                    ('materials', models.JSONField(blank=True, default=list, verbose_name='报备材料')),
                    ('grounds', models.TextField(blank=True, verbose_name='制定依据')),
                    ('occasion', models.CharField(choices=[('active', '主动审查'), ('request', '依审查要求'), ('proposal', '依审查建议'), ('handed_on', '移送审查'), ('special', '专项审查')], default=supervision.rules.normative.Occasion['ACTIVE'], max_length=12, verbose_name='审查方式')),
                    ('state', models.CharField(choices=[('registered', '待形式审查'), ('supplement', '待补正'), ('returned', '已退回'), ('transferred', '已移送'), ('taken', '待分送'), ('review', '审查中'), ('talking', '与制定机关沟通'), ('opinion', '待制定机关反馈'), ('promised', '待重新报送'), ('explained', '制定机关已说明'), ('chairpersons', '待主任会议研究'), ('committee', '待常委会审议撤销'), ('clean', '审查完毕，没有问题'), ('settled', '审查完毕，不作处理'), ('amended', '已修改并重新报送'), ('repealed', '已废止'), ('annulled', '已撤销')], default=supervision.rules.normative.NormativeState['REGISTERED'], editable=False, max_length=12, verbose_name='状态')),
                    ('taken_on', models.DateField(blank=True, editable=False, null=True, verbose_name='备案日期')),
                    ('settled_on', models.DateField(blank=True, editable=False, null=True, verbose_name='办结日期')),
                    ('due_on', models.DateField(blank=True, editable=False, null=True, verbose_name='当前期限')),
                    ('ground', models.CharField(blank=True, choices=[('powers', '超越法定权限，限制或者剥夺公民、法人和其他组织的合法权利，或者增加其义务'), ('conflict', '同法律、法规规定相抵触'), ('unfit', '有其他不适当的情形，应当予以撤销')], max_length=10, verbose_name='问题的性质')),
                    ('registered_at', models.DateTimeField(verbose_name='登记时间')),
                    ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.congress', verbose_name='县')),
                    ('letter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.document', verbose_name='审查意见')),
                    ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.meeting', verbose_name='作出决定的会议')),
                    ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.body', verbose_name='登记机构')),
                    ('organ', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.department', verbose_name='制定机关')),
                    ('refiles', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='refiled_as', to='supervision.normativedocument', verbose_name='重新报送自')),
                    ('registered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                    ('township', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.congress', verbose_name='乡镇人大')),
                ],
                options={
                    'verbose_name': '规范性文件',
                    'verbose_name_plural': '规范性文件',
                    'ordering': ['-year', '-serial'],
                },
            ),
            migrations.CreateModel(
                name='CatalogueLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField(verbose_name='序号')),
                    ('number', models.CharField(blank=True, max_length=60, verbose_name='文号')),
                    ('title', models.CharField(max_length=200, verbose_name='文件名称')),
                    ('published_on', models.DateField(blank=True, null=True, verbose_name='公布日期')),
                    ('catalogue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='supervision.catalogue', verbose_name='目录')),
                    ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.normativedocument', verbose_name='对应的报备文件')),
                ],
                options={
                    'verbose_name': '目录所列文件',
                    'verbose_name_plural': '目录所列文件',
                    'ordering': ['position'],
                },
            ),
            migrations.CreateModel(
                name='NormativeFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('attachment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='normative_file', to='congress.attachment', verbose_name='文件')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='supervision.normativedocument', verbose_name='规范性文件')),
                ],
                options={
                    'verbose_name': '规范性文件的附件',
                    'verbose_name_plural': '规范性文件的附件',
                    'ordering': ['id'],
                },
            ),
            migrations.CreateModel(
                name='NormativeStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('event', models.CharField(blank=True, choices=[('ask_supplement', '通知补正'), ('supplemented', '登记补正'), ('return', '退回'), ('transfer', '移送有权机关'), ('take', '准予备案'), ('distribute', '分送审查'), ('clear', '审查完毕，没有问题'), ('talk', '与制定机关沟通'), ('send_opinion', '登记书面审查意见'), ('promise', '登记同意修改或者废止'), ('explain', '登记不改的说明'), ('refile', '登记重新报送'), ('repeal', '登记废止'), ('accept', '接受说明'), ('escalate', '提请主任会议研究'), ('table', '登记提请常委会撤销'), ('drop', '登记不提请撤销'), ('annul', '登记撤销决定'), ('keep', '登记不予撤销'), ('reopen', '再次审查')], max_length=16, verbose_name='步骤')),
                    ('state', models.CharField(choices=[('registered', '待形式审查'), ('supplement', '待补正'), ('returned', '已退回'), ('transferred', '已移送'), ('taken', '待分送'), ('review', '审查中'), ('talking', '与制定机关沟通'), ('opinion', '待制定机关反馈'), ('promised', '待重新报送'), ('explained', '制定机关已说明'), ('chairpersons', '待主任会议研究'), ('committee', '待常委会审议撤销'), ('clean', '审查完毕，没有问题'), ('settled', '审查完毕，不作处理'), ('amended', '已修改并重新报送'), ('repealed', '已废止'), ('annulled', '已撤销')], max_length=12, verbose_name='转为')),
                    ('on', models.DateField(verbose_name='日期')),
                    ('note', models.TextField(blank=True, verbose_name='说明')),
                    ('anchor_on', models.DateField(blank=True, null=True, verbose_name='起算日')),
                    ('due_on', models.DateField(blank=True, null=True, verbose_name='期限')),
                    ('nominal_on', models.DateField(blank=True, null=True, verbose_name='顺延前的日期')),
                    ('provisional', models.BooleanField(default=False, verbose_name='暂定')),
                    ('arithmetic', models.JSONField(blank=True, default=list, verbose_name='计算过程')),
                    ('at', models.DateTimeField(verbose_name='记录时间')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='supervision.normativedocument', verbose_name='规范性文件')),
                    ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.meeting', verbose_name='会议')),
                    ('rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.deadlinerule', verbose_name='期限规则')),
                ],
                options={
                    'verbose_name': '备案审查步骤',
                    'verbose_name_plural': '备案审查步骤',
                    'ordering': ['id'],
                },
            ),
            migrations.CreateModel(
                name='OfficeReview',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('round', models.PositiveSmallIntegerField(default=1, verbose_name='第几次审查')),
                    ('sent_on', models.DateField(verbose_name='分送日期')),
                    ('due_on', models.DateField(verbose_name='提出意见的期限')),
                    ('found_on', models.DateField(blank=True, null=True, verbose_name='提出意见日期')),
                    ('objects_to', models.CharField(blank=True, choices=[('powers', '超越法定权限，限制或者剥夺公民、法人和其他组织的合法权利，或者增加其义务'), ('conflict', '同法律、法规规定相抵触'), ('unfit', '有其他不适当的情形，应当予以撤销')], max_length=10, verbose_name='问题的性质')),
                    ('finding', models.TextField(blank=True, verbose_name='审查意见')),
                    ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.body', verbose_name='审查机构')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='supervision.normativedocument', verbose_name='规范性文件')),
                    ('found_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审查人')),
                    ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.deadlinerule', verbose_name='期限规则')),
                ],
                options={
                    'verbose_name': '分送审查',
                    'verbose_name_plural': '分送审查',
                    'ordering': ['round', 'id'],
                },
            ),
            migrations.CreateModel(
                name='ReviewRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                    ('asker', models.CharField(choices=[('organ', '国家机关（审查要求）'), ('organisation', '社会团体、企业事业组织（审查建议）'), ('citizen', '公民（审查建议）'), ('elsewhere', '其他机关移送')], max_length=12, verbose_name='提出人')),
                    ('name', models.CharField(max_length=80, verbose_name='名称或者姓名')),
                    ('contact', models.CharField(blank=True, max_length=80, verbose_name='联系方式')),
                    ('received_on', models.DateField(verbose_name='收到日期')),
                    ('claim', models.TextField(verbose_name='理由')),
                    ('replied_on', models.DateField(blank=True, null=True, verbose_name='答复日期')),
                    ('reply', models.TextField(blank=True, verbose_name='答复')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='supervision.normativedocument', verbose_name='规范性文件')),
                    ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ],
                options={
                    'verbose_name': '审查要求和建议',
                    'verbose_name_plural': '审查要求和建议',
                    'ordering': ['received_on', 'id'],
                },
            ),
        ]),
        migrations.AddConstraint(
            model_name='auditlist',
            constraint=models.UniqueConstraint(fields=('county', 'year'), name='audit_list_unique'),
        ),
        migrations.AddConstraint(
            model_name='auditlist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'reported'), _negated=True), models.Q(('heard_at__isnull', False), ('heard_on__isnull', False)), _connector='OR'), name='audit_reported_at_a_meeting'),
        ),
        migrations.AddConstraint(
            model_name='auditproblem',
            constraint=models.UniqueConstraint(fields=('audit', 'position'), name='audit_problem_unique'),
        ),
        migrations.AddConstraint(
            model_name='auditproblem',
            constraint=models.CheckConstraint(condition=models.Q(('amount', None), ('amount__gte', 0), _connector='OR'), name='audit_amount_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='catalogue',
            constraint=models.UniqueConstraint(fields=('county', 'year', 'organ', 'township'), name='catalogue_unique', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='catalogue',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organ__isnull', False), ('township', None)), models.Q(('organ', None), ('township__isnull', False)), _connector='OR'), name='catalogue_one_maker'),
        ),
        migrations.AddIndex(
            model_name='normativedocument',
            index=models.Index(fields=['county', 'state', 'due_on'], name='normative_by_state'),
        ),
        migrations.AddIndex(
            model_name='normativedocument',
            index=models.Index(fields=['county', 'year', '-serial'], name='normative_by_year'),
        ),
        migrations.AddConstraint(
            model_name='normativedocument',
            constraint=models.UniqueConstraint(fields=('county', 'year', 'serial'), name='normative_number_unique'),
        ),
        migrations.AddConstraint(
            model_name='normativedocument',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organ__isnull', False), ('township', None)), models.Q(('organ', None), ('township__isnull', False)), _connector='OR'), name='normative_one_maker'),
        ),
        migrations.AddConstraint(
            model_name='normativedocument',
            constraint=models.CheckConstraint(condition=models.Q(('submitted_on__gte', models.F('published_on'))), name='normative_filed_after_publication'),
        ),
        migrations.AddConstraint(
            model_name='normativedocument',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'annulled'), _negated=True), models.Q(models.Q(('ground', ''), _negated=True), ('meeting__isnull', False)), _connector='OR'), name='normative_annulled_by_a_meeting'),
        ),
        migrations.AddConstraint(
            model_name='catalogueline',
            constraint=models.UniqueConstraint(fields=('catalogue', 'position'), name='catalogue_line_unique'),
        ),
        migrations.AddConstraint(
            model_name='officereview',
            constraint=models.UniqueConstraint(fields=('document', 'body', 'round'), name='office_review_unique'),
        ),
        migrations.AddConstraint(
            model_name='officereview',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finding', ''), ('found_on', None), ('objects_to', '')), models.Q(('found_on__isnull', False), models.Q(('finding', ''), _negated=True)), _connector='OR'), name='office_review_found_is_written'),
        ),
        migrations.AddConstraint(
            model_name='reviewrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('replied_on', None), ('reply', '')), models.Q(('replied_on__isnull', False), models.Q(('reply', ''), _negated=True)), _connector='OR'), name='review_request_reply_is_written'),
        ),
    ]
