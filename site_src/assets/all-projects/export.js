/* What matches, to take away: one line a project, amounts in yuan. */

import { say } from "../lib/language.js";
import { downloadCsv } from "../lib/spreadsheet.js";
import { plainYuan } from "./amounts.js";
import { whole } from "./matches.js";

const HEAD = say(
  ["数据包", "区划代码", "地区", "部门编码", "公开单位", "年度", "文档", "所属单位", "项目", "金额（元）", "原文金额", "原文单位", "绩效表", "指标个数", "页面", "原文出处"],
  ["package", "division_code", "division", "agency_code", "agency", "fiscal_year", "document", "unit", "project", "amount_yuan", "amount_printed", "unit_printed", "performance_form", "indicators", "page", "source"]
);

export function download(found, site) {
  downloadCsv([HEAD, ...found.map((p) => line(whole(p), site))], "mingzhang-projects.csv");
}

function line({ d, name, cents, indicators, own, printed, measure, address, source }, { root, home }) {
  const hasForm = indicators >= 0, [division, agency, year] = d.package.split("-");
  return [
    d.package, division, d.where, agency, d.agency, year, d.title, own || d.agency, name, cents === null ? "" : plainYuan(cents), printed, measure,
    hasForm ? "1" : "", hasForm ? String(indicators) : "", new URL(address, home).href, printed ? new URL(source, root).href : ""
  ];
}
