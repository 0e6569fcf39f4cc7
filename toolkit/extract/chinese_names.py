"""Chinese bylines: names told from other words of two to four characters, and credits read.

Chinese has neither capitals nor spaces: of the words beside an author only the family name shows which one is a person.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from html import unescape

_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林罗羅梁宋郑鄭谢謝韩韓唐冯馮董萧蕭程曹袁邓鄧许許傅沈"
    "曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾鐘汪田任姜范範方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛"
    "邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫"
    "芦季俞章鲁魯葛伍韦韋申尤毕畢聂聶焦向柳邢岳齐齊梅莫庄莊辛涂塗祁耿牟卜路詹关關苗凌费費纪紀靳盛童欧歐甄项項"
    "曲柯阮桂霍左游喻裴谷连連鲍鮑宗丛叢岑宫宮屈荣榮蒲闫閆隋冉冼宁寧巫卓阚闞娄婁桑解骆駱车車房臧柴司瞿褚戚卞郁"
    "景覃华華成邬鄔嵇佟付肖敖仇滕穆简簡池古虞祝井吉匡苟蔺藺晏冀楚鞠闵閔苑窦竇麦麥初封邝鄺谌諶郎缪繆尚沙甘扈迟"
    "遲郜於阙闕杭储儲狄艾胥牧逄厉厲蒙原银巩鞏仲战訾撒师邸揭谈談茅相晋晉官单單刁尉汲栾欒展芮毋")
"""Without those that begin other words more often than names (国 平 时 公 都 新 全 海 管 查 ...)."""
_COMPOUND_TEXT = """
    欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 夏侯 尉迟 尉遲 皇甫 司徒 令狐 慕容 端木 东方 東方
    公孙 公孫 独孤 獨孤 南宫 南宮 宇文 长孙 長孫 司空 轩辕 軒轅 呼延 东郭 東郭 申屠 张简
    張簡 范姜 拓跋 完颜 百里 赫连
"""
_COMPOUND = frozenset(_COMPOUND_TEXT.split())
_WORDS_TEXT = """
    关注 關注 关闭 關閉 关于 關於 关键 关键词 關鍵字 安全 安装 高清 金融 金额 文章 文字 文件
    文化 文本 文学 任何 任务 方法 方式 方便 方案 成功 成都 成为 成员 成立 成绩 常见 常用
    常州 程序 程度 白天 车型 车辆 车讯 马上 马来 马克 万元 向上 江苏 江蘇 江西 云南 黄河
    黄金 温州 石油 安徽 徐州 苏州 郑州 洛阳 周刊 周末 周一 周二 周三 周四 周五 周六 周日
    周年 周边 余额 计划 项目 項目 顾问 顧問 施工 施行 简介 簡介 简体 簡體 简称 解读 解讀
    解决 解释 景点 景区 路线 路透 路过 费用 何时 何况 左右 谢谢 謝謝 段落 雷达 史上 严重
    武汉 武漢 武器 夏天 熊猫 康复 顾客 常务 连载 連載 连接 連結 易信 陈列 祝福 钱包 古代
    官方 官网 官網 官微 单位 單位 战略 原创 原創 原文 原标题 原因 相关 相關 相机 相册 尚未
    展开 展開 展览 展示 谈话 师范 华人 华夏 华为 华东 华北 华南 华中 华西 華人 初步 初中
    初级 封面 沙发 甘肃 连云港 张家口 张家界 石家庄 游戏 遊戲 游客 游记 宁波 宁夏 房产 房地产
    解放 毕业 季度 章节 申请 纪录 纪念 盛大 梅花 向前 荣誉 童话 曲线 桂林 谷歌 连续 成交
    银行 金色 易车 韩国 韓國 韩媒 鲁网 蒙古 艾滋 麦克 楚天 冀州 路况 万科 洪水 马拉松 任意
    何处 方向 石头 江湖 龙头 龙虎榜 文娱 文旅 文明 文献 文艺 安排 安卓 曲艺 白酒 成人 卓越
    余下 原作 单击 单选 战报 郎酒 官宣 乔布斯 马斯克 特约 张贴 張貼 简历 连线 谈判 游览 易购
    成本 成果 尤其 向导
"""
_WORDS = frozenset(_WORDS_TEXT.split())
"""Words of pages that begin with a family name."""
_ORGANISATION = re.compile(
    "^[\u4e00-\u9fff]{2,}(?:报|報|网|網|社|台|臺|号|號|公司|传媒|傳媒|集团|集團|频道|頻道|客户端|杂志|雜誌|周刊|週刊|新闻|新聞|"
    "委员会|委員會)$")
_GIVEN_NOT = frozenset("的是了在有不我们們这這个個为為与與及等被把从從到")
_HAN = re.compile("[\u3400-\u9fff]+")
_TRANSLITERATED = re.compile("[\u4e00-\u9fff]{1,6}(?:[·•‧・][\u4e00-\u9fff]{1,8}){1,3}")

_WRITER = ("(?:记者|記者|通讯员|通訊員|特派员|特派員|撰稿人|特约作者|专栏作者|作者|采写|採寫|撰文|撰稿|执笔|執筆|"
           "文字|编译|編譯|实习生|實習生|报道员|文(?=[\\s/／:：]))")
_OTHER = ("责任编辑|責任編輯|编辑|編輯|责编|責編|摄影|攝影|图片|圖片|摄|攝|图|圖|校对|校對|审核|審核|监制|監製|美编|"
          "视频|剪辑|主编|出品|来源|來源|翻译|值班|统筹|设计|制图")
_BOTH = re.compile("文\\s*[/／、、，,&和及图圖]\\s*[图圖摄攝](?:影|片)?"
                   "|[图圖]\\s*[/／、和及]?\\s*文|[摄攝]影\\s*[/／]?\\s*[报報][道导導]")
_PICTURED = re.compile("[\u4e00-\u9fff]{2,4}\\s*[/／]\\s*(?:图|圖|摄|攝)影?(?:片)?(?![\u4e00-\u9fff])"
                       "|[\u4e00-\u9fff]{2,4}\\s*(?:摄|攝)影?\\s*$|^\\s*(?:图|圖|摄|攝|来源|來源).*$")
_CREDIT = re.compile(
    f"[>（(〔\\[【]([^<>（()）〔〕\\[\\]【】。，！？；]{{0,16}}?(?:{_WRITER})[^<>（()）〔〕\\[\\]【】。，！？；]{{2,60}})"
    "(?=[）)〕\\]】<])")
_SIGNED = re.compile("(?:[。！？”」』…]|[.!?>])\\s*[（(]\\s*([\u4e00-\u9fff]{2,4}(?:[\\s、]+[\u4e00-\u9fff]{2,4}){0,3})"
                     "\\s*[）)]\\s*(?:</(?:span|font|strong|b|em)>\\s*){0,4}</(?:p|div|td|section|article)>")
"""A name alone in brackets after the last sentence of a text."""
_OUTLET = re.compile(">\\s*([\u4e00-\u9fff]{2,12})\\s*[/／|｜]\\s*([\u4e00-\u9fff]{2,12})\\s*<")
_BESIDE = re.compile("[作记記撰](?<=[>\\s|;].)(?:(?<=作)者|(?<=[记記])者|(?<=撰)文)"
                     "\\s*([:：]?)\\s*(?:<(?:a|span|b|strong|em|i)\\b[^<>]*>\\s*)+"
                     "([\u4e00-\u9fff·]{2,20})\\s*<")
"""A label and its name in an element of its own."""
_DATELINE = re.compile("^([\u4e00-\u9fff]{3})[\u4e00-\u9fff]{2,6}\\d{1,2}日")
_PEN = re.compile("[\u4e00-\u9fff]{2,3}")
_NOBODY_TEXT = """
    未知 佚名 匿名 不详 不詳 本站 原创 原創 编辑 編輯 小编 小編 综合 綜合 转载 轉載 网络
    網絡 整理 作者 记者 記者 本报 本報 无名 来源 來源 日期 时间 時間 浏览 瀏覽 阅读 閱讀
    发布 發布 投稿 网友 網友 管理员 办公室 宣传部 通讯员 互联网 其他
"""
_NOBODY = frozenset(_NOBODY_TEXT.split())
_TOKEN = re.compile("[^\\s、&＆/／|｜:：;；,，]+|[、&＆]|[\\s/／|｜:：;；,，]+")
_LABEL = re.compile(f"^(.{{0,12}}?)({_WRITER}|{_OTHER}|文$)(.*)$", re.DOTALL)
_OTHERS = re.compile(_OTHER)
_MOST = 60


def is_name(name: str) -> bool:
    """Tell whether a text in Chinese characters is written like a person's name.

    Parameters
    ----------
    name : str

    Returns
    -------
    bool
        True for a family name with one or two characters after it, and for a foreign name with its dot.

    Examples
    --------
    >>> is_name("王小明"), is_name("版权声明")
    (True, False)
    """
    if _TRANSLITERATED.fullmatch(name):
        return True
    name = name.replace(" ", "")
    if not 2 <= len(name) <= 4 or not _HAN.fullmatch(name) or name in _WORDS or _ORGANISATION.match(name):
        return False
    family = 2 if name[:2] in _COMPOUND and len(name) > 2 else int(name[0] in _SURNAMES)
    if family == 1 and len(name) == 4 and name[1] in _SURNAMES:  # husband's and father's name
        family = 2
    return 0 < family < len(name) <= family + 2 and not _GIVEN_NOT.intersection(name) and name[:2] not in _WORDS


def is_han(name: str) -> bool:
    """Tell whether a text is of Chinese characters alone, with or without the dot of foreign names."""
    return bool(_HAN.fullmatch(name.replace("·", "").replace(" ", "")))


def is_organisation(name: str) -> bool:
    """Tell whether a name ends as those of papers, stations, companies and accounts do."""
    return bool(_ORGANISATION.match(name))


def writers(html: str) -> list[str]:
    """Names of those whom the first credit of a page, or the last words of its text, call the writers.

    Parameters
    ----------
    html : str
        Source of a Chinese page: credits stand in brackets before the text or after it, or in a line of their own.

    Returns
    -------
    list of str
    """
    for match in itertools.islice(_BESIDE.finditer(html), _MOST):
        if is_name(match[2]) or (match[1] and _is_pen_name(match[2])):
            return [match[2]]
    for match in itertools.islice(_CREDIT.finditer(html), _MOST):
        if found := credited(unescape(match[1])):
            return found
    for match in itertools.islice(_OUTLET.finditer(html), _MOST):
        for name, outlet in (match.groups(), match.groups()[::-1]):
            if is_name(name) and is_organisation(outlet):
                return [name]
    signed = list(itertools.islice(_SIGNED.finditer(html), _MOST))
    names = re.split(r"[\s、]+", signed[-1][1].strip()) if signed else []
    return names if all(map(is_name, names)) else []


def _is_pen_name(word: str) -> bool:
    """Tell whether a word that a label with a colon calls the author can be one whatever it begins with."""
    return (_PEN.fullmatch(word) is not None and word not in _NOBODY and word not in _WORDS
            and _ORGANISATION.match(word) is None)


def credited(text: str) -> list[str]:
    """Names in a credit that stand after a word for its writers, not after one for editors or pictures.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of str

    Examples
    --------
    >>> credited("本报记者 王小明 通讯员李大伟 编辑 张三")
    ['王小明', '李大伟']
    """
    found: list[str] = []
    for group, writes in _groups(_PICTURED.sub(" ", _BOTH.sub("文字 ", text))):
        names = [n for n in group if is_name(n)]
        if writes:  # beside a person, joined by a comma, a pen name is one too
            found += [n for n in (group if names else []) if n not in found and 1 < len(n) < 5 and _HAN.fullmatch(n)]
    return found


def _groups(text: str) -> Iterator[tuple[list[str], bool]]:
    """Words that commas join, and whether they stand after a word for writers."""
    group: list[str] = []
    joined = writes = False
    for token in _TOKEN.findall(text):
        if token in "、&＆":
            joined = True
            continue
        if not token.strip(" \t\r\n\u3000\xa0/／|｜:：;；,，"):
            joined = joined and not token.strip()
            continue
        label = None if is_name(token) else _LABEL.match(token)
        if label is not None:
            yield group, writes
            group, joined = [], False
            writes = not _OTHERS.match(label[2])
            token = label[3]
            if dated := _DATELINE.match(token):
                token = dated[1]
        if token and not joined:
            yield group, writes
            group = []
        if token:
            group.append(token)
        joined = False
    yield group, writes
