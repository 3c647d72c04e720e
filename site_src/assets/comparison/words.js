/* What the comparison says, in the language of the page. */

import { say } from "../lib/language.js";

export const LETTERS = "ABCDEF";
export const MOST = LETTERS.length;

/* [key, title, what it is] */
export const SECTIONS = [
  ["totals", say("总额", "Totals"), ""],
  ["function", say("按支出功能", "By function"), say("支出总表，按类、款、项。", "Table of expenditure, by class, group and item.")],
  ["economic", say("按经济科目", "By economic item"), say("一般公共预算的基本支出：工资、办公费等。不含项目支出。", "Basic expenditure of the general public budget: salaries, office costs and so on, without projects.")],
  ["three_public", say("“三公”经费", "Three public expenses"), ""],
  ["running", say("机关运行经费", "Operating costs"), ""],
  ["staff", say("人员（原文写明的）", "People, as stated"), say("取自情况说明的文字。", "From the sentences of the explanations.")],
  ["per_head", say("人均", "Per head"), say("只在原文写明唯一的实有人数时计算：所印的数 ÷ 实有人数，四舍五入到元。人数是否含下属单位、退休人员，以原文为准。", "Worked out only where the document states exactly one number of staff: the stated amount by that number, rounded to whole yuan. Whether it covers units below or retired staff is for the document to say.")]
];
export const KINDS = { budget: say("预算", "budget"), final: say("决算", "final accounts") };
export const MEANT = {
  budget: say("年初安排", "as planned"),
  final: say("全年实际", "as it was")
};
export const SCOPES = {
  dept: say("部门，含下属单位", "department with its units"),
  unit: say("单位，自身核算", "unit, own accounts")
};
export const SHORT_SCOPES = { dept: say("部门", "department"), unit: say("单位", "unit") };
export const RANKS = { province: say("省级", "province"), city: say("市级", "city"), county: say("县级", "county") };
export const WAN = say("万元", "10,000 yuan");

const TITLES = {
  "dept-budget": ["部门预算", "Departmental budget"],
  "unit-budget": ["单位预算", "Unit budget"],
  "dept-final": ["部门决算", "Departmental final accounts"],
  "unit-final": ["单位决算", "Unit final accounts"]
};

/* `2023年部门预算`; `parts` is what the name of a package says. */
export function titleOf({ year, scope, kind }) {
  const [zh, en] = TITLES[`${scope}-${kind}`];
  return say(`${year}年${zh}`, `${en} ${year}`);
}
