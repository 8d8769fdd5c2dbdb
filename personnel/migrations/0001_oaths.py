"""Oaths with their texts and ceremonies; duty reports, reviews and sanctions after an appointment."""

import congress.migrating
import django.db.models.deletion
import personnel.rules.after
import personnel.rules.oaths
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('congress', '0005_oath_clock'),
    ]

    operations = [
        congress.migrating.CreateModels(
            models=[
                migrations.CreateModel(
                    name='OathText',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.CharField(max_length=10, unique=True, verbose_name='版本')),
                        ('text', models.TextField(verbose_name='誓词')),
                        ('basis', models.CharField(max_length=120, verbose_name='依据')),
                        ('valid_from', models.DateField(verbose_name='启用日')),
                        ('valid_until', models.DateField(blank=True, null=True, verbose_name='停用日')),
                    ],
                    options={
                        'verbose_name': '宪法宣誓誓词',
                        'verbose_name_plural': '宪法宣誓誓词',
                        'ordering': ['-valid_from'],
                    },
                ),
                migrations.CreateModel(
                    name='DutyReport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                        ('organ', models.CharField(max_length=80, verbose_name='机关')),
                        ('post', models.CharField(max_length=60, verbose_name='职务')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                        ('asked_on', models.DateField(verbose_name='要求报送日期')),
                        ('due_on', models.DateField(verbose_name='报送截止日')),
                        ('received_on', models.DateField(blank=True, null=True, verbose_name='收到日期')),
                        ('oral', models.BooleanField(default=False, verbose_name='到会口头报告')),
                        ('summary', models.TextField(blank=True, verbose_name='要点')),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                        ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.congress', verbose_name='县')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.person', verbose_name='人员')),
                        ('received_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='收件人')),
                    ],
                    options={
                        'verbose_name': '年度履职报告',
                        'verbose_name_plural': '年度履职报告',
                        'ordering': ['-year', 'due_on', 'id'],
                        'indexes': [models.Index(fields=['county', '-year', 'due_on'], name='duty_report_by_year')],
                        'constraints': [models.UniqueConstraint(fields=('person', 'organ', 'post', 'year'), name='duty_report_yearly'), models.CheckConstraint(condition=models.Q(models.Q(('received_by', None), ('received_on', None)), models.Q(('received_by__isnull', False), ('received_on__isnull', False)), _connector='OR'), name='duty_report_received_by_somebody')],
                    },
                ),
                migrations.CreateModel(
                    name='OathDuty',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                        ('name', models.CharField(max_length=60, verbose_name='姓名')),
                        ('organ', models.CharField(max_length=80, verbose_name='机关')),
                        ('post', models.CharField(max_length=60, verbose_name='职务')),
                        ('act', models.CharField(choices=[('elected', '选举'), ('appointed', '任命')], max_length=12, verbose_name='任职方式')),
                        ('calling', models.CharField(choices=[('general', '一般职务'), ('chief_procurator', '检察长'), ('judicial', '监察委员会、法院、检察院职务'), ('juror', '人民陪审员')], max_length=20, verbose_name='职务类别')),
                        ('acted_on', models.DateField(verbose_name='任职日期')),
                        ('number', models.CharField(blank=True, max_length=60, verbose_name='公告号')),
                        ('announced_on', models.DateField(blank=True, null=True, verbose_name='公告日期')),
                        ('approved_on', models.DateField(blank=True, null=True, verbose_name='上级批准日期')),
                        ('origin_label', models.CharField(blank=True, max_length=120, verbose_name='来自')),
                        ('origin_url', models.CharField(blank=True, max_length=200, verbose_name='来源页面')),
                        ('organiser', models.CharField(choices=[('presidium', '大会主席团'), ('chairpersons', '主任会议'), ('court_with_justice', '人民法院会同司法行政机关'), ('own_organ', '所在机关')], max_length=20, verbose_name='组织者')),
                        ('state', models.CharField(choices=[('awaiting', '待上级批准'), ('owed', '待宣誓'), ('arranged', '已安排'), ('absent', '缺席，待补行'), ('sworn', '已宣誓'), ('waived', '不再宣誓')], default=personnel.rules.oaths.OathState['OWED'], editable=False, max_length=10, verbose_name='状态')),
                        ('due_on', models.DateField(blank=True, null=True, verbose_name='期限')),
                        ('make_up_by', models.DateField(blank=True, null=True, verbose_name='补行日期')),
                        ('sworn_on', models.DateField(blank=True, null=True, verbose_name='宣誓日期')),
                        ('waived_reason', models.CharField(blank=True, max_length=200, verbose_name='不再宣誓的理由')),
                        ('candidate', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='oath', to='congress.candidate', verbose_name='当选人')),
                        ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.congress', verbose_name='县')),
                        ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.deadline', verbose_name='期限条目')),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='oaths', to='congress.meeting', verbose_name='会议')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='oaths', to='congress.person', verbose_name='人员')),
                    ],
                    options={
                        'verbose_name': '应宣誓',
                        'verbose_name_plural': '应宣誓',
                        'ordering': ['due_on', 'acted_on', 'id'],
                        'indexes': [models.Index(fields=['county', 'state', 'due_on'], name='oath_duty_by_state'), models.Index(fields=['meeting', 'state'], name='oath_duty_by_meeting')],
                        'constraints': [models.UniqueConstraint(fields=('county', 'name', 'person', 'organ', 'post', 'acted_on'), name='oath_duty_once_per_act', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sworn'), ('sworn_on__isnull', False)), models.Q(models.Q(('state', 'sworn'), _negated=True), ('sworn_on', None)), _connector='OR'), name='oath_duty_sworn_is_dated'), models.CheckConstraint(condition=models.Q(('sworn_on', None), ('sworn_on__gte', models.F('acted_on')), _connector='OR'), name='oath_duty_not_before_office'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'waived'), models.Q(('waived_reason', ''), _negated=True)), models.Q(models.Q(('state', 'waived'), _negated=True), ('waived_reason', '')), _connector='OR'), name='oath_duty_waived_says_why'), models.CheckConstraint(condition=models.Q(('state__in', ['awaiting', 'waived']), models.Q(('due_on__isnull', False), ('entry__isnull', False)), _connector='OR'), name='oath_duty_has_its_date')],
                    },
                ),
                migrations.CreateModel(
                    name='Ceremony',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                        ('serial', models.PositiveSmallIntegerField(verbose_name='批次')),
                        ('organiser', models.CharField(choices=[('presidium', '大会主席团'), ('chairpersons', '主任会议'), ('court_with_justice', '人民法院会同司法行政机关'), ('own_organ', '所在机关')], max_length=20, verbose_name='组织者')),
                        ('state', models.CharField(choices=[('planned', '筹备中'), ('held', '已举行'), ('cancelled', '已取消')], default=personnel.rules.oaths.CeremonyState['PLANNED'], editable=False, max_length=10, verbose_name='状态')),
                        ('held_on', models.DateField(verbose_name='日期')),
                        ('held_at', models.TimeField(blank=True, null=True, verbose_name='时间')),
                        ('place', models.CharField(max_length=80, verbose_name='地点')),
                        ('host', models.CharField(max_length=60, verbose_name='主持人')),
                        ('form', models.CharField(choices=[('single', '单独宣誓'), ('group', '集体宣誓')], max_length=8, verbose_name='形式')),
                        ('witness', models.CharField(blank=True, help_text='宪法宣誓决定没有规定监誓人', max_length=60, verbose_name='监誓人')),
                        ('note', models.CharField(blank=True, max_length=200, verbose_name='备注')),
                        ('cancel_reason', models.CharField(blank=True, max_length=200, verbose_name='取消的原因')),
                        ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.congress', verbose_name='县')),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                        ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='记录人')),
                        ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='personnel.oathtext', verbose_name='誓词')),
                    ],
                    options={
                        'verbose_name': '宪法宣誓仪式',
                        'verbose_name_plural': '宪法宣誓仪式',
                        'ordering': ['-held_on', '-id'],
                        'indexes': [models.Index(fields=['county', '-held_on', '-id'], name='ceremony_by_day')],
                        'constraints': [models.UniqueConstraint(fields=('county', 'year', 'serial'), name='ceremony_number_unique'), models.CheckConstraint(condition=models.Q(models.Q(('recorded_by__isnull', False), ('state', 'held')), models.Q(models.Q(('state', 'held'), _negated=True), ('recorded_by', None)), _connector='OR'), name='ceremony_held_is_recorded'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), models.Q(('cancel_reason', ''), _negated=True)), models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancel_reason', '')), _connector='OR'), name='ceremony_cancelled_says_why')],
                    },
                ),
                migrations.CreateModel(
                    name='Review',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                        ('organ', models.CharField(max_length=80, verbose_name='机关')),
                        ('post', models.CharField(max_length=60, verbose_name='职务')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                        ('state', models.CharField(choices=[('listed', '已列入名单'), ('rated', '已测评'), ('told', '已反馈'), ('rectifying', '整改中'), ('done', '已办结')], default=personnel.rules.after.ReviewState['LISTED'], editable=False, max_length=12, verbose_name='状态')),
                        ('grade', models.CharField(blank=True, max_length=20, verbose_name='等次')),
                        ('rated_on', models.DateField(blank=True, null=True, verbose_name='测评日期')),
                        ('opinion', models.TextField(blank=True, verbose_name='评议意见')),
                        ('told_on', models.DateField(blank=True, null=True, verbose_name='反馈本人日期')),
                        ('party_told_on', models.DateField(blank=True, null=True, verbose_name='送县委日期（纸质）')),
                        ('rectify_by', models.DateField(blank=True, null=True, verbose_name='整改期限')),
                        ('rectified_on', models.DateField(blank=True, null=True, verbose_name='收到整改报告日期')),
                        ('published_on', models.DateField(blank=True, null=True, verbose_name='公布日期')),
                        ('ballot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.ballot', verbose_name='测评')),
                        ('basis', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.legalbasis', verbose_name='依据')),
                        ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.congress', verbose_name='县')),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                        ('listed_at', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.meeting', verbose_name='确定名单的主任会议')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.person', verbose_name='人员')),
                    ],
                    options={
                        'verbose_name': '述职评议',
                        'verbose_name_plural': '述职评议',
                        'ordering': ['-year', '-id'],
                        'constraints': [models.UniqueConstraint(fields=('person', 'organ', 'post', 'year'), name='review_yearly'), models.CheckConstraint(condition=models.Q(models.Q(('grade', ''), ('rated_on', None), ('state', 'listed')), models.Q(models.Q(('state', 'listed'), _negated=True), ('rated_on__isnull', False), models.Q(('grade', ''), _negated=True)), _connector='OR'), name='review_rated_has_its_grade'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['listed', 'rated']), ('told_on', None)), models.Q(models.Q(('state__in', ['listed', 'rated']), _negated=True), ('told_on__isnull', False)), _connector='OR'), name='review_told_is_dated'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'rectifying'), _negated=True), ('rectify_by__isnull', False), _connector='OR'), name='review_rectified_by_a_date'), models.CheckConstraint(condition=models.Q(('published_on', None), ('told_on__isnull', False), _connector='OR'), name='review_told_before_published')],
                    },
                ),
                migrations.CreateModel(
                    name='PersonnelFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('attachment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.attachment', verbose_name='附件')),
                        ('ceremony', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='personnel.ceremony', verbose_name='仪式')),
                        ('report', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='personnel.dutyreport', verbose_name='履职报告')),
                        ('review', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='personnel.review', verbose_name='述职评议')),
                    ],
                    options={
                        'verbose_name': '人事附件',
                        'verbose_name_plural': '人事附件',
                        'ordering': ['id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ceremony__isnull', False), ('report', None), ('review', None)), models.Q(('ceremony', None), ('report__isnull', False), ('review', None)), models.Q(('ceremony', None), ('report', None), ('review__isnull', False)), _connector='OR'), name='personnel_file_of_one')],
                    },
                ),
                migrations.CreateModel(
                    name='Sanction',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('organ', models.CharField(max_length=80, verbose_name='机关')),
                        ('post', models.CharField(max_length=60, verbose_name='职务')),
                        ('kind', models.CharField(choices=[('warning', '警告'), ('demerit', '记过'), ('serious_demerit', '记大过'), ('demotion', '降级'), ('dismissal', '撤职'), ('expulsion', '开除')], max_length=16, verbose_name='处分')),
                        ('decided_by', models.CharField(max_length=60, verbose_name='作出处分的机关')),
                        ('decided_on', models.DateField(verbose_name='处分日期')),
                        ('number', models.CharField(blank=True, max_length=60, verbose_name='文号')),
                        ('received_on', models.DateField(verbose_name='收到通报日期')),
                        ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                        ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.congress', verbose_name='县')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.person', verbose_name='人员')),
                        ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                    ],
                    options={
                        'verbose_name': '处分通报',
                        'verbose_name_plural': '处分通报',
                        'ordering': ['-received_on', '-id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('received_on__gte', models.F('decided_on'))), name='sanction_notified_after_decided')],
                    },
                ),
                migrations.CreateModel(
                    name='Swearing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveSmallIntegerField(verbose_name='次序')),
                        ('leads', models.BooleanField(default=False, verbose_name='领誓人')),
                        ('presence', models.CharField(choices=[('expected', '待到场'), ('present', '已宣誓'), ('absent', '缺席'), ('called_off', '仪式取消')], default=personnel.rules.oaths.Presence['EXPECTED'], max_length=10, verbose_name='到场')),
                        ('reason', models.CharField(blank=True, max_length=200, verbose_name='缺席原因')),
                        ('make_up_by', models.DateField(blank=True, null=True, verbose_name='补行日期')),
                        ('ceremony', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='swearings', to='personnel.ceremony', verbose_name='仪式')),
                        ('duty', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='swearings', to='personnel.oathduty', verbose_name='宣誓人')),
                    ],
                    options={
                        'verbose_name': '宣誓人',
                        'verbose_name_plural': '宣誓人',
                        'ordering': ['ceremony', 'position', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('ceremony', 'duty'), name='swearing_once_a_ceremony'), models.UniqueConstraint(condition=models.Q(('presence', 'present')), fields=('duty',), name='swearing_sworn_once'), models.UniqueConstraint(condition=models.Q(('presence', 'expected')), fields=('duty',), name='swearing_expected_once'), models.UniqueConstraint(condition=models.Q(('leads', True)), fields=('ceremony',), name='swearing_one_leader'), models.CheckConstraint(condition=models.Q(models.Q(('leads', False), ('make_up_by__isnull', False), ('presence', 'absent'), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('presence', 'absent'), _negated=True), ('make_up_by', None), ('reason', '')), _connector='OR'), name='swearing_absent_is_made_up')],
                    },
                ),
            ],
        ),
    ]
