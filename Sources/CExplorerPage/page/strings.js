// What the page says, in Chinese and English.

const STRINGS = {
  skip: ['跳到主要内容', 'Skip to the content'],
  views: ['视图', 'Views'], map: ['图谱', 'Map'], list: ['列表', 'List'], districts: ['区县', 'Districts'],
  matrix: ['矩阵', 'Matrix'], details: ['详情', 'Details'], filters: ['筛选', 'Filters'],
  search: ['搜索人物、单位、地点、项目', 'Search people, units, places, programmes'],
  searchHint: ['汉字或拼音首字母，如 jxx', 'Characters or pinyin initials, such as jxx'],
  nothing: ['没有找到', 'Nothing found'], language: ['EN', '中文'],
  theme: ['明暗', 'Light or dark'], save: ['导出', 'Save'], saveAs: ['导出所见图谱', 'Save what is shown'],
  themeSystem: ['随系统', 'As the system'], themeLight: ['浅色', 'Light'], themeDark: ['深色', 'Dark'],
  zoomIn: ['放大', 'Zoom in'], zoomOut: ['缩小', 'Zoom out'], fit: ['全图', 'Show all'], close: ['关闭', 'Close'],
  canvas: ['关系图谱。方向键平移，加减号缩放，N、P 键依次选择节点；“列表”视图列出同样的节点。',
    'Map of the graph. Arrow keys move, plus and minus zoom, N and P go from node to node; the List view has the same nodes.'],
  type: ['类型', 'Type'], person: ['人物', 'Person'], unit: ['单位', 'Unit'], place: ['地点', 'Place'],
  programme: ['项目', 'Programme'], relation: ['关系', 'Ties'],
  part_of: ['属于', 'part of'], located_in: ['位于', 'located in'], works_for: ['任职于', 'works for'],
  works_in: ['工作在', 'works in'], reports_on: ['报道', 'reports on'], runs: ['开展', 'runs'],
  takes_part_in: ['参与', 'takes part in'], partners_with: ['合作', 'partners with'],
  co_occurrence: ['同现', 'named together'],
  district: ['区县', 'District'], places: ['地区', 'Places'], everywhere: ['全部地区', 'Everywhere'],
  weight: ['最少次数', 'At least'], weightUnit: ['次', 'times'], dates: ['刊期', 'Issued'], since: ['自', 'From'],
  until: ['至', 'To'], around: ['周边', 'Around'], hops: ['跳数', 'Hops'], hop: ['跳', 'hops'],
  aroundThis: ['看周边', 'Around this'], top: ['最多显示', 'At most'], nodes: ['个节点', 'nodes'],
  reset: ['清除筛选', 'Clear filters'], expand: ['展开', 'Expand'], collapse: ['收起', 'Collapse'],
  shown: ['{0} 个节点，{1} 条关系', '{0} nodes, {1} ties'],
  shownOf: ['{0} / {2} 个节点，{1} 条关系', '{0} of {2} nodes, {1} ties'],
  shownPart: ['{0} / {2} 个节点，最重的 {1} / {3} 条关系', '{0} of {2} nodes, the {1} heaviest of {3} ties'],
  empty: ['没有符合条件的节点。放宽筛选再试。', 'Nothing matches. Widen the filters.'],
  loading: ['读取中…', 'Reading…'], failed: ['出错：', 'Failed: '],
  aliases: ['又称', 'Also'], roles: ['职务', 'Roles'], townships: ['乡镇街道', 'Townships'], parent: ['上级', 'Part of'],
  code: ['区划代码', 'Code'], documents: ['版面', 'Pages'], mentions: ['提及', 'Mentions'], issued: ['刊期', 'Issued'],
  inferred: ['名称由上下文补全', 'Name completed from the context'], tiesOf: ['关系', 'Ties'],
  together: ['同现', 'Named together'], latest: ['最近版面', 'Latest pages'], evidence: ['出处', 'Evidence'],
  evidenceOf: ['{0} 与 {1} 的出处', 'Evidence for {0} and {1}'],
  passage: ['{0} / {1}', '{0} of {1}'], next: ['下一处', 'Next'], previous: ['上一处', 'Previous'],
  byInference: ['推断', 'inferred'], caption: ['（图片说明或无题）', '(caption or untitled)'], back: ['返回', 'Back'],
  more: ['另有 {0} 条', '{0} more'], listed: ['列出 {0} / {1} 条', '{0} of {1} listed'], showMore: ['显示更多', 'Show more'], times: ['{0} 次', '{0}×'],
  name: ['名称', 'Name'], units: ['单位', 'Units'], ties: ['关系', 'Ties'], weightColumn: ['支持', 'Support'],
  persons: ['人物', 'People'], programmes: ['项目', 'Programmes'], csv: ['下载 CSV', 'Download CSV'],
  worksHere: ['谁在{0}工作', 'Who works with {0}'], chooseDistrict: ['选择一个区县', 'Choose a district'],
  degree: ['连线', 'Degree'], sort: ['排序', 'Sort'],
  matrixTitle: ['区县 × 项目', 'Districts × programmes'],
  matrixNote: ['格中为版面数；显示 {1} 个项目中的 {0} 个。', 'Cells count pages; {0} of {1} programmes.'],
  correct: ['订正', 'Correct'], rename: ['改名', 'Rename'], merge: ['合并到', 'Merge into'], hide: ['隐藏', 'Hide'],
  retype: ['改类型', 'Change type'], undo: ['撤销', 'Undo'], newName: ['新名称', 'New name'], apply: ['应用', 'Apply'],
  token: ['令牌', 'Token'], tokenHint: ['启动时终端打印的令牌', 'The token printed in the terminal at the start'],
  corrected: ['已订正，{0} 个版面更新', 'Corrected; {0} pages changed'],
  undone: ['已撤销，{0} 个版面更新', 'Undone; {0} pages changed'], correctionLog: ['订正记录', 'Corrections'],
  noCorrections: ['尚无订正', 'None yet'], target: ['合并到哪一个', 'Which one stays'],
  legend: ['图例', 'Legend'], filtersOpen: ['打开筛选', 'Open the filters'], level: ['级别', 'Level'],
  province: ['省', 'province'], prefecture: ['市', 'prefecture'], county: ['县', 'county'],
  township: ['乡镇街道', 'township'], village: ['村、社区', 'village'], site: ['场所', 'site'],
  reportNote: ['离线报告', 'Offline report'],
  reportPart: ['离线报告：{0} / {1} 个实体', 'Offline report: {0} of {1} entities'],
};

let language = 0;

/** Chooses Chinese (`zh`) or English (`en`). */
export function setLanguage(name) {
  language = name === 'en' ? 1 : 0;
  document.documentElement.lang = language === 1 ? 'en' : 'zh-CN';
}

export const currentLanguage = () => (language === 1 ? 'en' : 'zh');

/** The text for a key, `{0}`, `{1}` … replaced. */
export function text(key, ...values) {
  const found = STRINGS[key]?.[language] ?? key;
  return found.replace(/\{(\d)\}/g, (_, place) => {
    const value = values[Number(place)];
    return typeof value === 'number' ? number(value) : String(value ?? '');
  });
}

/** A whole number with separators. */
export const number = (value) => value.toLocaleString(language === 1 ? 'en' : 'zh-CN');

/** Says the fixed parts of the page in the language chosen. */
export function translate(root) {
  for (const node of root.querySelectorAll('[data-text]')) node.textContent = text(node.dataset.text);
  for (const node of root.querySelectorAll('[data-label]')) node.setAttribute('aria-label', text(node.dataset.label));
}
