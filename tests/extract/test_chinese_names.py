"""Chinese names, told by the family name, and the credits of reporters."""

import pytest

from toolkit.extract import chinese_names


@pytest.mark.parametrize("name", ["王小明", "李大", "歐陽小明", "司马明", "张王小明", "安娜·普拉"])
def test_people(name):
    assert chinese_names.is_name(name)


@pytest.mark.parametrize("word", ["打印", "版权声明", "关注", "网络整理", "当前位置", "例子日报", "王", "Wang"])
def test_other_words(word):
    assert not chinese_names.is_name(word)


@pytest.mark.parametrize(("text", "people"), [
    ("本报记者 王小明 通讯员李大伟 编辑 张三", ["王小明", "李大伟"]),
    ("文/图 王小明 李大伟", ["王小明", "李大伟"]),
    ("记者王小明 整合", ["王小明"]),
    ("执笔/叨叨客、王小明&李大伟", ["叨叨客", "王小明", "李大伟"]),
    ("例社記者王小明台北1日電", ["王小明"]),
    ("记者 王小明/文 李大伟/图", ["王小明"]),
    ("图片来源：例报记者 王小明 摄", []),
    ("记者了解到", []),
])
def test_credits(text, people):
    assert chinese_names.credited(text) == people


@pytest.mark.parametrize(("source", "people"), [
    ("<p>例报讯（记者 王小明）今日下雨。</p>", ["王小明"]),
    ("<p>今日下雨。（王小明）</p>", ["王小明"]),
    ("<p>采写：例报见习记者 王小明</p>", ["王小明"]),
    ("<p>王小明/例子日报</p>", ["王小明"]),
    ("来源：例报 作者：<a href=/1>宪例</a>", ["宪例"]),
    ("| 作者<span>王小明</span>", ["王小明"]),
    ("<p>作者：<a>网络</a></p><p>记者了解到，今日下雨。（完）</p>", []),
])
def test_writers_of_a_page(source, people):
    assert chinese_names.writers(source) == people
