
import congress.rules.activities
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('congress', '0003_name_order_and_members_motions'),
    ]

    operations = [
        migrations.AlterField(
            model_name='attachment',
            name='slot',
            field=models.CharField(choices=[('original', '原件（签名扫描）'), ('photo', '照片和材料'), ('reply', '答复函（盖章扫描）'), ('contact', '面商材料'), ('opinion', '会办意见（盖章扫描）'), ('sheet', '征询意见表（签名扫描）'), ('promise', '承诺办结材料'), ('meeting', '会议材料'), ('scan', '签字盖章扫描件'), ('signing', '发文稿纸（签发）'), ('activity', '活动材料'), ('topic', '监督议题材料')], max_length=10, verbose_name='用途'),
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('kind', models.CharField(choices=[('tour', '视察'), ('research', '专题调研'), ('hearing', '座谈会、听证会'), ('law_check', '执法检查'), ('court', '旁听庭审'), ('visit', '走访'), ('follow_up', '跟踪检查'), ('group', '代表小组活动'), ('other', '其他')], max_length=12, verbose_name='类别')),
                ('state', models.CharField(choices=[('planned', '已安排'), ('held', '已开展'), ('cancelled', '未开展')], default=congress.rules.activities.ActivityState['PLANNED'], editable=False, max_length=10, verbose_name='状态')),
                ('title', models.CharField(max_length=120, verbose_name='名称')),
                ('starts_on', models.DateField(verbose_name='日期')),
                ('ends_on', models.DateField(verbose_name='结束日期')),
                ('starts_at', models.TimeField(blank=True, null=True, verbose_name='时间')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='地点')),
                ('purpose', models.TextField(blank=True, verbose_name='内容和要求')),
                ('found', models.TextField(blank=True, verbose_name='活动情况')),
                ('origin', models.CharField(blank=True, max_length=200, verbose_name='来自')),
                ('cancel_reason', models.CharField(blank=True, max_length=200, verbose_name='取消原因')),
                ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.congress', verbose_name='县')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.body', verbose_name='组织的机构')),
            ],
            options={
                'verbose_name': '活动',
                'verbose_name_plural': '活动',
                'ordering': ['-starts_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ActivityFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='congress.activity', verbose_name='活动')),
                ('attachment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.attachment', verbose_name='文件')),
            ],
            options={
                'verbose_name': '活动材料',
                'verbose_name_plural': '活动材料',
                'ordering': ['activity', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='次序')),
                ('text', models.TextField(verbose_name='问题')),
                ('source', models.CharField(choices=[('site', '实地检查'), ('talk', '座谈'), ('papers', '查阅资料'), ('survey', '问卷调查'), ('spot', '抽查'), ('third_party', '第三方评估'), ('public', '群众反映')], max_length=12, verbose_name='怎样发现')),
                ('goes_to', models.CharField(choices=[('report', '写入报告'), ('opinion', '列入审议意见'), ('organ', '当场交有关单位'), ('suggestion', '由代表提出建议'), ('next_plan', '列入下年议题'), ('kept', '留存备查')], max_length=12, verbose_name='去向')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='congress.activity', verbose_name='活动')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.department', verbose_name='涉及单位')),
            ],
            options={
                'verbose_name': '发现的问题',
                'verbose_name_plural': '发现的问题',
                'ordering': ['activity', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('leader', '带队'), ('member', '常委会组成人员'), ('deputy', '代表'), ('staff', '工作人员'), ('expert', '专家'), ('unit', '有关单位'), ('citizen', '群众')], max_length=10, verbose_name='身份')),
                ('name', models.CharField(blank=True, help_text='不在册的人', max_length=60, verbose_name='姓名')),
                ('place_order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='congress.activity', verbose_name='活动')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.department', verbose_name='单位')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='congress.person', verbose_name='人员')),
            ],
            options={
                'verbose_name': '参加活动',
                'verbose_name_plural': '参加活动',
                'ordering': ['activity', 'place_order', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['county', 'starts_on', 'id'], name='activity_by_county'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='activity_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', congress.rules.activities.ActivityState['HELD']), _negated=True), models.Q(('found', ''), _negated=True), _connector='OR'), name='activity_held_says_what_was_found'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', congress.rules.activities.ActivityState['CANCELLED']), _negated=True), models.Q(('cancel_reason', ''), _negated=True), _connector='OR'), name='activity_cancelled_with_reason'),
        ),
        migrations.AddIndex(
            model_name='participation',
            index=models.Index(fields=['person', 'activity'], name='participation_by_person'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(('person__isnull', False), ('department__isnull', False), models.Q(('name', ''), _negated=True), _connector='OR'), name='participation_is_somebody'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('activity', 'person'), name='participation_once'),
        ),
    ]
