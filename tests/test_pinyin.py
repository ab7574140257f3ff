"""Names are found by how they sound, surnames read as surnames."""

import runpy
import sys
import time
from pathlib import Path

import pytest

from villagedesk import pinyin

INSTALLER = Path(__file__).parent.parent / "installer"
SURNAMES = (
    "曾zeng 单shan 仇qiu 解xie 区ou 朴piao 盖ge 查zha 任ren 华hua 种chong 缪miao 宓mi 繁po 句gou "
    "炅gui 郇xun 洗xian 隽juan 乐yue 牟mou 粘nian 乜nie 逄pang 覃qin 冼xian 召shao 折she 莘shen "
    "宿su 隗wei 蔚yu 员yun 翟zhai 祭zhai 晟cheng 秘bi 薄bo 卜bu 谌chen 晁chao 车che 褚chu 都du "
    "费fei 葛ge 过guo 纪ji 贾jia 阚kan 逯lu 万wan 那na 佴nai 宁ning 强qiang 曲qu 瞿qu 阙que 撒sa "
    "佘she 沈shen 盛sheng 石shi 眭sui 仝tong 庹tuo 相xiang 肖xiao 郗xi 颉xie 燕yan 应ying 郁yu "
    "昝zan 臧zang 仉zhang 訾zi 占zhan 吕lv"
)
COMPOUND = (
    "欧阳ouyang 上官shangguan 尉迟yuchi 长孙zhangsun 万俟moqi 令狐linghu 澹台tantai 夏侯xiahou "
    "皇甫huangfu 宇文yuwen 司马sima 诸葛zhuge 乐正yuezheng 拓跋tuoba 子车ziju 呼延huyan"
)


@pytest.mark.parametrize("surname", SURNAMES.split())
def test_a_surname_is_read_as_a_surname(surname):
    assert pinyin.full(f"{surname[0]}建国") == f"{surname[1:]}jianguo"


@pytest.mark.parametrize("surname", COMPOUND.split())
def test_a_surname_of_two_characters_is_read_whole(surname):
    assert pinyin.full(f"{surname[:2]}明") == f"{surname[2:]}ming"


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("张建国", "zhangjianguo", "zjg"),
        ("单于飞", "shanyufei", "syf"),
        ("李单", "lidan", "ld"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("王晟", "wangsheng", "ws"),
        ("阿卜杜·买买提", "abudumaimaiti", "abdmmt"),
        ("John 王2", "johnwang2", "johnw2"),
        ("王𠮷", "wangji", "wj"),
        ("李㐂", "lixi", "lx"),
        ("", "", ""),
        ("·", "", ""),
    ],
)
def test_a_name_is_spelt_in_full_and_by_initials(name, full, initials):
    assert (pinyin.full(name), pinyin.initials(name)) == (full, initials)


def test_the_table_is_what_its_script_makes():
    made = runpy.run_path(str(INSTALLER / "make_pinyin.py"))
    assert made["table"]() == made["TABLE"].read_text(encoding="utf-8")


def test_twenty_thousand_names_take_less_than_a_second():
    pinyin.full("热身")
    start = time.process_time()
    for number in range(20_000):
        pinyin.initials(chr(0x4E00 + number) + "建国")
    assert time.process_time() - start < 1


def test_the_program_itself_never_loads_the_build_tool():
    assert "pypinyin" not in (Path(pinyin.__file__).read_text(encoding="utf-8"))
    assert pinyin.__name__ in sys.modules
