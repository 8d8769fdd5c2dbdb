"""Votes, elections and the organs of a session, and the function that adds up an array of votes."""

import congress.models.ballots
import congress.rules.ballots
import congress.rules.percentages
import congress.rules.votes
import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


TOTAL = """
CREATE FUNCTION votes_total(votes smallint[]) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN 0 <= ALL(votes) THEN (SELECT coalesce(sum(one), 0)::integer FROM unnest(votes) AS one) ELSE -32768 END
$$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('congress', '0012_documents'),
    ]

    operations = [
        migrations.RunSQL(TOTAL, "DROP FUNCTION votes_total(smallint[])"),
        migrations.AddField(
            model_name='session',
            name='motions_close_at',
            field=models.DateTimeField(blank=True, help_text='由主席团决定；没有决定以前不接收议案', null=True, verbose_name='议案截止时间'),
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('kind', models.CharField(choices=[('decision', '决议、决定'), ('personnel', '人事任免'), ('assessment', '满意度测评'), ('election', '选举')], max_length=12, verbose_name='类别')),
                ('method', models.CharField(choices=[('secret', '无记名投票'), ('device', '电子表决器'), ('hands', '举手表决')], max_length=8, verbose_name='方式')),
                ('state', models.CharField(choices=[('prepared', '待表决'), ('open', '正在表决'), ('entered', '待复核'), ('checked', '待宣布'), ('closed', '已有结果'), ('void', '已作废')], default=congress.rules.ballots.BallotState['PREPARED'], editable=False, max_length=10, verbose_name='状态')),
                ('question', models.CharField(max_length=200, verbose_name='表决事项')),
                ('majority', models.CharField(choices=[('more_than_half', '过半数（超过一半）'), ('half_or_more', '半数以上（含一半）'), ('two_thirds', '三分之二以上'), ('one_fifth', '五分之一以上'), ('one_tenth', '十分之一以上')], default=congress.rules.votes.Majority['MORE_THAN_HALF'], max_length=16, verbose_name='通过标准')),
                ('seats', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='应选名额')),
                ('rule', models.JSONField(blank=True, null=True, verbose_name='测评规则')),
                ('options', models.JSONField(verbose_name='选项')),
                ('helpers_adopted_at', models.DateTimeField(blank=True, null=True, verbose_name='监票人、计票人通过时间')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='开始表决时间')),
                ('issued', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='发出票数')),
                ('returned', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='收回票数')),
                ('spoiled', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='废票')),
                ('entered_at', models.DateTimeField(blank=True, null=True, verbose_name='录入时间')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='复核时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='更正或者作废的理由')),
                ('created_at', models.DateTimeField(verbose_name='建立时间')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='复核人')),
                ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.congress', verbose_name='县')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='建立人')),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='congress.agendaitem', verbose_name='议题')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='congress.meeting', verbose_name='会议')),
                ('opened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='开始表决操作人')),
                ('repeats', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='repeated_by', to='congress.ballot', verbose_name='重新进行的是')),
            ],
            options={
                'verbose_name': '表决',
                'verbose_name_plural': '表决',
                'ordering': ['meeting', 'id'],
            },
        ),
        migrations.CreateModel(
            name='BallotResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('in_office', models.PositiveSmallIntegerField(verbose_name='实有人数')),
                ('seats', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='核定名额')),
                ('vacancies', models.PositiveSmallIntegerField(default=0, verbose_name='缺额')),
                ('membership', models.CharField(choices=[('in_office', '实有人数'), ('fixed', '核定名额')], max_length=10, verbose_name='全体的计算')),
                ('whole', models.PositiveSmallIntegerField(verbose_name='全体人数')),
                ('quorum', models.PositiveSmallIntegerField(verbose_name='法定出席人数')),
                ('present', models.PositiveSmallIntegerField(verbose_name='出席人数')),
                ('roll', models.JSONField(help_text='实有组成人员和出席的人；怎样投票没有记录', verbose_name='出席名单')),
                ('issued', models.PositiveSmallIntegerField(verbose_name='发出票数')),
                ('returned', models.PositiveSmallIntegerField(verbose_name='收回票数')),
                ('spoiled', models.PositiveSmallIntegerField(verbose_name='废票')),
                ('valid', models.PositiveSmallIntegerField(verbose_name='有效票')),
                ('majority', models.CharField(choices=[('more_than_half', '过半数（超过一半）'), ('half_or_more', '半数以上（含一半）'), ('two_thirds', '三分之二以上'), ('one_fifth', '五分之一以上'), ('one_tenth', '十分之一以上')], max_length=16, verbose_name='通过标准')),
                ('rule', models.JSONField(blank=True, null=True, verbose_name='测评规则')),
                ('options', models.JSONField(verbose_name='选项')),
                ('basis', models.CharField(max_length=200, verbose_name='依据')),
                ('denominator', models.CharField(max_length=300, verbose_name='分母')),
                ('entered_by', models.CharField(max_length=60, verbose_name='录入人')),
                ('checked_by', models.CharField(max_length=60, verbose_name='复核人')),
                ('closed_at', models.DateTimeField(verbose_name='结束时间')),
                ('ballot', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='result', to='congress.ballot', verbose_name='表决')),
                ('closed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='结束操作人')),
            ],
            options={
                'verbose_name': '表决结果',
                'verbose_name_plural': '表决结果',
                'ordering': ['-closed_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='BallotResultLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='次序')),
                ('name', models.CharField(max_length=200, verbose_name='姓名、单位或者事项')),
                ('post', models.CharField(blank=True, max_length=120, verbose_name='职务')),
                ('written_in', models.BooleanField(default=False, verbose_name='另选的人')),
                ('counts', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), size=None, verbose_name='各选项票数')),
                ('unmarked', models.PositiveSmallIntegerField(verbose_name='未投票')),
                ('silent', models.PositiveSmallIntegerField(verbose_name='在场未投票')),
                ('valid', models.PositiveSmallIntegerField(verbose_name='有效票')),
                ('needed', models.PositiveSmallIntegerField(verbose_name='需要票数')),
                ('outcome', models.CharField(choices=[('passed', '通过'), ('failed', '未通过'), ('elected', '当选'), ('again', '票数相等，再次投票'), ('not_elected', '未当选'), ('rated', '已测评')], max_length=12, verbose_name='结果')),
                ('words', models.CharField(blank=True, max_length=20, verbose_name='等次')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.person', verbose_name='人员')),
                ('result', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='congress.ballotresult', verbose_name='表决结果')),
            ],
            options={
                'verbose_name': '表决结果项',
                'verbose_name_plural': '表决结果项',
                'ordering': ['result', 'position'],
            },
        ),
        migrations.CreateModel(
            name='BallotRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40, verbose_name='键')),
                ('label', models.CharField(max_length=60, verbose_name='名称')),
                ('valid_from', models.DateField(verbose_name='起用日期')),
                ('voters', models.CharField(choices=[('members', '常委会组成人员'), ('members_and_deputies', '常委会组成人员和列席代表')], max_length=24, verbose_name='参加测评的人')),
                ('secret', models.BooleanField(default=True, verbose_name='无记名')),
                ('options', models.JSONField(verbose_name='选项')),
                ('grades', models.JSONField(blank=True, default=list, verbose_name='等次，依次判断')),
                ('otherwise', models.CharField(blank=True, max_length=20, verbose_name='都不符合时')),
                ('denominator', models.CharField(choices=[('whole_membership', '全体组成人员'), ('present', '出席人数'), ('valid', '有效票'), ('returned', '收回的票（含废票）')], max_length=20, verbose_name='分母')),
                ('majority', models.CharField(choices=[('more_than_half', '过半数（超过一半）'), ('half_or_more', '半数以上（含一半）'), ('two_thirds', '三分之二以上'), ('one_fifth', '五分之一以上'), ('one_tenth', '十分之一以上')], max_length=16, verbose_name='过线标准')),
                ('rounding', models.CharField(choices=[('half_up', '四舍五入'), ('truncate', '截尾'), ('largest_remainder', '调整末位使合计为100%')], default=congress.rules.percentages.Rounding['HALF_UP'], max_length=20, verbose_name='百分比取舍')),
                ('places', models.PositiveSmallIntegerField(default=1, verbose_name='小数位')),
                ('basis', models.CharField(max_length=120, verbose_name='依据')),
                ('seen', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('county', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='congress.congress', verbose_name='县')),
            ],
            options={
                'verbose_name': '测评规则',
                'verbose_name_plural': '测评规则',
                'ordering': ['key', 'valid_from'],
            },
        ),
        migrations.CreateModel(
            name='Candidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('present_post', models.CharField(blank=True, max_length=120, verbose_name='现任职务')),
                ('nomination', models.CharField(choices=[('presidium', '主席团提名'), ('deputies', '代表联名提名'), ('written_in', '代表另选')], max_length=10, verbose_name='提名')),
                ('accepted', models.BooleanField(default=False, verbose_name='本人同意')),
                ('withdrawn_reason', models.CharField(blank=True, max_length=200, verbose_name='退出的理由')),
                ('order_key', models.CharField(blank=True, max_length=120, verbose_name='姓名排序')),
                ('outcome', models.CharField(blank=True, choices=[('passed', '通过'), ('failed', '未通过'), ('elected', '当选'), ('again', '票数相等，再次投票'), ('not_elected', '未当选'), ('rated', '已测评')], max_length=12, verbose_name='结果')),
                ('oath_due', models.BooleanField(default=False, verbose_name='须宪法宣誓')),
                ('elected_on', models.DateField(blank=True, null=True, verbose_name='当选日期')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.person', verbose_name='人员')),
            ],
            options={
                'verbose_name': '候选人',
                'verbose_name_plural': '候选人',
                'ordering': ['election', 'order_key', 'id'],
            },
        ),
        migrations.CreateModel(
            name='BallotLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='次序')),
                ('name', models.CharField(max_length=200, verbose_name='姓名、单位或者事项')),
                ('post', models.CharField(blank=True, max_length=120, verbose_name='职务')),
                ('written_in', models.BooleanField(default=False, verbose_name='另选的人')),
                ('counts', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, null=True, size=None, verbose_name='各选项票数')),
                ('unmarked', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='未投票')),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='congress.ballot', verbose_name='表决')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.person', verbose_name='人员')),
                ('candidate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='congress.candidate', verbose_name='候选人')),
            ],
            options={
                'verbose_name': '表决项',
                'verbose_name_plural': '表决项',
                'ordering': ['ballot', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Election',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('position', models.PositiveSmallIntegerField(verbose_name='次序')),
                ('kind', models.CharField(choices=[('head', '正职'), ('deputy_head', '副职'), ('member', '委员'), ('by_election', '补选')], max_length=12, verbose_name='类别')),
                ('post', models.CharField(max_length=60, verbose_name='选举的职务')),
                ('organ', models.CharField(max_length=80, verbose_name='机关')),
                ('seats', models.PositiveSmallIntegerField(verbose_name='应选名额')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='建立人')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='elections', to='congress.meeting', verbose_name='会议')),
            ],
            options={
                'verbose_name': '选举',
                'verbose_name_plural': '选举',
                'ordering': ['meeting', 'position', 'id'],
            },
        ),
        migrations.AddField(
            model_name='candidate',
            name='election',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidates', to='congress.election', verbose_name='选举'),
        ),
        migrations.AddField(
            model_name='ballot',
            name='election',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='congress.election', verbose_name='选举'),
        ),
        migrations.CreateModel(
            name='SessionPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(choices=[('presidium', '主席团'), ('executive', '主席团常务主席'), ('secretary', '秘书长、副秘书长'), ('secretariat', '秘书组'), ('documents', '文件简报组'), ('organisation', '组织组'), ('motions', '议案组'), ('publicity', '宣传组'), ('logistics', '后勤保障组')], max_length=16, verbose_name='机构')),
                ('title', models.CharField(blank=True, max_length=40, verbose_name='职务')),
                ('place_order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.person', verbose_name='人员')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='congress.session', verbose_name='大会会议')),
            ],
            options={
                'verbose_name': '大会机构成员',
                'verbose_name_plural': '大会机构成员',
                'ordering': ['session', 'group', 'place_order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Supporter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supporters', to='congress.candidate', verbose_name='候选人')),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.mandate', verbose_name='代表')),
            ],
            options={
                'verbose_name': '联名提名的代表',
                'verbose_name_plural': '联名提名的代表',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='BallotCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('scrutineer', '监票人'), ('teller', '计票人')], max_length=12, verbose_name='分工')),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counters', to='congress.ballot', verbose_name='表决')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.person', verbose_name='人员')),
            ],
            options={
                'verbose_name': '监票人、计票人',
                'verbose_name_plural': '监票人、计票人',
                'ordering': ['part', 'id'],
                'constraints': [models.UniqueConstraint(fields=('ballot', 'name', 'part'), name='ballot_counter_unique')],
            },
        ),
        migrations.AddConstraint(
            model_name='ballotresult',
            constraint=models.CheckConstraint(condition=models.Q(('present__gte', models.F('quorum')), ('present__lte', models.F('in_office'))), name='result_had_its_quorum'),
        ),
        migrations.AddConstraint(
            model_name='ballotresult',
            constraint=models.CheckConstraint(condition=models.Q(('issued__lte', models.F('present')), ('returned__lte', models.F('issued')), ('spoiled__lte', models.F('returned'))), name='result_sheets_in_order'),
        ),
        migrations.AddConstraint(
            model_name='ballotresult',
            constraint=models.CheckConstraint(condition=models.Q(('returned', django.db.models.expressions.CombinedExpression(models.F('valid'), '+', models.F('spoiled')))), name='result_valid_adds_up'),
        ),
        migrations.AddConstraint(
            model_name='ballotresult',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('membership', 'in_office'), ('whole', models.F('in_office'))), models.Q(('membership', 'fixed'), ('whole', models.F('seats'))), _connector='OR'), name='result_whole_is_explained'),
        ),
        migrations.AddConstraint(
            model_name='ballotresultline',
            constraint=models.UniqueConstraint(fields=('result', 'position'), name='result_line_unique'),
        ),
        migrations.AddConstraint(
            model_name='ballotresultline',
            constraint=models.CheckConstraint(condition=models.Q(('silent__gte', models.F('unmarked')), ('valid', django.db.models.expressions.CombinedExpression(congress.models.ballots.VotesTotal('counts'), '+', models.F('unmarked')))), name='result_line_adds_up'),
        ),
        migrations.AddConstraint(
            model_name='ballotrule',
            constraint=models.UniqueConstraint(fields=('county', 'key', 'valid_from'), name='ballot_rule_unique', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='ballotline',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('ballot', 'position'), name='ballot_line_unique'),
        ),
        migrations.AddConstraint(
            model_name='election',
            constraint=models.UniqueConstraint(fields=('meeting', 'organ', 'post'), name='election_unique'),
        ),
        migrations.AddConstraint(
            model_name='election',
            constraint=models.CheckConstraint(condition=models.Q(('seats__gte', 1)), name='election_fills_a_seat'),
        ),
        migrations.AddConstraint(
            model_name='candidate',
            constraint=models.UniqueConstraint(fields=('election', 'name'), name='candidate_unique'),
        ),
        migrations.AddConstraint(
            model_name='candidate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('elected_on__isnull', False), ('outcome', 'elected')), models.Q(models.Q(('outcome', 'elected'), _negated=True), ('elected_on', None), ('oath_due', False)), _connector='OR'), name='candidate_elected_is_dated'),
        ),
        migrations.AddIndex(
            model_name='ballot',
            index=models.Index(fields=['county', '-id'], name='ballot_by_county'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(('returned', None), models.Q(('returned__lte', models.F('issued')), ('spoiled__lte', models.F('returned'))), _connector='OR'), name='ballot_sheets_in_order'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(('checked_by', None), models.Q(('checked_by', models.F('entered_by')), _negated=True), _connector='OR'), name='ballot_checked_by_another'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['entered', 'checked', 'closed']), _negated=True), models.Q(('entered_by__isnull', False), ('issued__isnull', False), ('returned__isnull', False), ('spoiled__isnull', False)), _connector='OR'), name='ballot_entered_has_totals'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['checked', 'closed']), _negated=True), ('checked_by__isnull', False), _connector='OR'), name='ballot_closed_is_checked'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['prepared', 'void']), ('opened_at__isnull', False), _connector='OR'), name='ballot_voted_was_opened'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'assessment'), ('rule__isnull', False)), models.Q(models.Q(('kind', 'assessment'), _negated=True), ('rule', None)), _connector='OR'), name='ballot_assessment_has_rule'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('election__isnull', False), ('kind', 'election'), ('method', 'secret'), ('seats__gte', 1)), models.Q(models.Q(('kind', 'election'), _negated=True), ('election', None), ('seats', None)), _connector='OR'), name='ballot_election_is_secret'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('method', 'secret'), _negated=True), ('state__in', ['prepared', 'void']), ('helpers_adopted_at__isnull', False), _connector='OR'), name='ballot_secret_has_counters'),
        ),
        migrations.AddConstraint(
            model_name='sessionpart',
            constraint=models.UniqueConstraint(fields=('session', 'group', 'person'), name='session_part_unique'),
        ),
        migrations.AddConstraint(
            model_name='supporter',
            constraint=models.UniqueConstraint(fields=('candidate', 'mandate'), name='supporter_unique'),
        ),
    ]
