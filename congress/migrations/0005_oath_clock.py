"""The oath is a clock of its own, on the meeting that elected or appointed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('congress', '0004_activities'),
    ]

    operations = [
        migrations.AlterField(
            model_name='material',
            name='clock',
            field=models.CharField(choices=[('hand_over', '交办'), ('forward', '转交'), ('sign_for', '签收'), ('return', '退办'), ('reassign', '改派'), ('co_opinion', '会办意见'), ('co_opinion_redo', '会办意见重提'), ('contact', '首次联系代表'), ('reply', '答复'), ('extension', '延期后的答复'), ('fixed', '另定的期限'), ('check', '答复审核'), ('evaluation', '代表评价'), ('rework', '重新办理'), ('promise', '承诺兑现'), ('promise_evaluation', '兑现评价'), ('to_committee', '材料送工作机构'), ('to_standing_committee', '材料送交常委会'), ('to_members', '材料发给组成人员'), ('meeting_notice', '会议通知'), ('meeting', '召开常委会会议'), ('meeting_alarm', '常委会会议间隔提醒'), ('oath', '宪法宣誓')], max_length=24, verbose_name='环节'),
        ),
        migrations.AlterField(
            model_name='reminderrule',
            name='clock',
            field=models.CharField(choices=[('hand_over', '交办'), ('forward', '转交'), ('sign_for', '签收'), ('return', '退办'), ('reassign', '改派'), ('co_opinion', '会办意见'), ('co_opinion_redo', '会办意见重提'), ('contact', '首次联系代表'), ('reply', '答复'), ('extension', '延期后的答复'), ('fixed', '另定的期限'), ('check', '答复审核'), ('evaluation', '代表评价'), ('rework', '重新办理'), ('promise', '承诺兑现'), ('promise_evaluation', '兑现评价'), ('to_committee', '材料送工作机构'), ('to_standing_committee', '材料送交常委会'), ('to_members', '材料发给组成人员'), ('meeting_notice', '会议通知'), ('meeting', '召开常委会会议'), ('meeting_alarm', '常委会会议间隔提醒'), ('oath', '宪法宣誓')], max_length=24, verbose_name='期限种类'),
        ),
    ]
