// IAB Tech Lab's own libraries behind lines of JSON: one question a line on standard input, one answer a line back.
//
// What they read is given back under the names that `consent verify` uses, so that values can be compared one by one.
import { createInterface } from "node:readline";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import {
  GVL,
  PurposeRestriction,
  Segment,
  SegmentEncoder,
  TCModel,
  TCString,
} from "@iabtechlabtcf/core";
import { GppModel, RangeEntry, Sections } from "@iabgpp/cmpapi";

const numbers = (flags) => flags.flatMap((flag, index) => (flag ? [index + 1] : []));
const flags = (list, width) => Array.from({ length: width }, (_, index) => list.includes(index + 1));
const sorted = (ids) => [...new Set(ids)].sort((one, other) => one - other);
const tenths = (date) => Math.round(date.getTime() / 100);
const date = (moment) => new Date(moment * 100);

/** Restrictions by purpose and kind, each once. */
function merged(entries) {
  const all = new Map();
  for (const { purposeId, type, vendors } of entries) {
    const key = purposeId * 4 + type;
    all.set(key, { purposeId, type, vendors: [...(all.get(key)?.vendors ?? []), ...vendors] });
  }
  const inOrder = [...all].sort(([one], [other]) => one - other).map(([, entry]) => entry);
  return inOrder.map((entry) => ({ ...entry, vendors: sorted(entry.vendors) }));
}

/** How many purposes the publisher added is said only where the lists do not say it. */
function withCount(fields, name, count, ...lists) {
  return count > Math.max(0, ...lists.flat()) ? { ...fields, [name]: count } : fields;
}

function decodeTcf(text) {
  const model = TCString.decode(text);
  const list = (vector) => sorted(vector.values());
  const restrictions = model.publisherRestrictions;
  const fields = {
    created: tenths(model.created),
    lastUpdated: tenths(model.lastUpdated),
    cmpId: model.cmpId,
    cmpVersion: model.cmpVersion,
    consentScreen: model.consentScreen,
    consentLanguage: model.consentLanguage,
    vendorListVersion: model.vendorListVersion,
    policyVersion: model.policyVersion,
    isServiceSpecific: model.isServiceSpecific,
    useNonStandardTexts: model.useNonStandardTexts,
    specialFeatureOptins: list(model.specialFeatureOptins),
    purposeConsents: list(model.purposeConsents),
    purposeLegitimateInterests: list(model.purposeLegitimateInterests),
    purposeOneTreatment: model.purposeOneTreatment,
    publisherCC: model.publisherCountryCode,
    vendorConsents: list(model.vendorConsents),
    vendorLegitimateInterests: list(model.vendorLegitimateInterests),
    publisherRestrictions: merged(
      restrictions.getRestrictions().map((it) => ({
        purposeId: it.purposeId,
        type: it.restrictionType,
        vendors: restrictions.getVendors(it),
      })),
    ),
    disclosedVendors: list(model.vendorsDisclosed),
    allowedVendors: list(model.vendorsAllowed),
    pubConsents: list(model.publisherConsents),
    pubLI: list(model.publisherLegitimateInterests),
    pubCustomConsents: list(model.publisherCustomConsents),
    pubCustomLI: list(model.publisherCustomLegitimateInterests),
  };
  const { pubCustomConsents, pubCustomLI } = fields;
  return withCount(fields, "numCustomPurposes", model.numCustomPurposes, pubCustomConsents, pubCustomLI);
}

const EVERY_PURPOSE = Array.from({ length: 24 }, (_, index) => index + 1);

/** A vendor list in which nothing is ruled out, so that the library drops no answer that it is given. */
function openList(count, policy, version) {
  const vendor = (id) => ({
    id,
    name: `Vendor ${id}`,
    purposes: EVERY_PURPOSE,
    legIntPurposes: EVERY_PURPOSE,
    flexiblePurposes: EVERY_PURPOSE,
    specialPurposes: [],
    features: [],
    specialFeatures: [],
    urls: [],
  });
  const named = (list) => Object.fromEntries(list.map((id) => [id, { id, name: `${id}` }]));
  return new GVL({
    gvlSpecificationVersion: 3,
    vendorListVersion: version,
    tcfPolicyVersion: policy,
    lastUpdated: "2026-01-01T00:00:00Z",
    purposes: named(EVERY_PURPOSE),
    specialPurposes: named([1, 2, 3]),
    features: named([1, 2, 3]),
    specialFeatures: named([1, 2]),
    stacks: {},
    dataCategories: {},
    vendors: Object.fromEntries(Array.from({ length: count }, (_, index) => [index + 1, vendor(index + 1)])),
  });
}

/** Restrictions are written against a vendor list: this one has every vendor, so that no range grows over a gap. */
const EVERY_VENDOR = { vendorIds: { has: () => true } };

function modelOf(fields, list) {
  const model = list ? new TCModel(list) : new TCModel();
  if (!list) model.publisherRestrictions.gvl = EVERY_VENDOR;
  model.cmpId = fields.cmpId;
  model.cmpVersion = fields.cmpVersion;
  model.consentScreen = fields.consentScreen;
  model.consentLanguage = fields.consentLanguage;
  model.vendorListVersion = fields.vendorListVersion;
  model.policyVersion = fields.policyVersion;
  model.isServiceSpecific = fields.isServiceSpecific;
  model.useNonStandardTexts = fields.useNonStandardTexts;
  model.purposeOneTreatment = fields.purposeOneTreatment;
  model.publisherCountryCode = fields.publisherCC;
  model.specialFeatureOptins.set(fields.specialFeatureOptins);
  model.purposeConsents.set(fields.purposeConsents);
  model.purposeLegitimateInterests.set(fields.purposeLegitimateInterests);
  model.vendorConsents.set(fields.vendorConsents);
  model.vendorLegitimateInterests.set(fields.vendorLegitimateInterests);
  model.vendorsDisclosed.set(fields.disclosedVendors);
  model.vendorsAllowed.set(fields.allowedVendors);
  model.publisherConsents.set(fields.pubConsents);
  model.publisherLegitimateInterests.set(fields.pubLI);
  model.publisherCustomConsents.set(fields.pubCustomConsents);
  model.publisherCustomLegitimateInterests.set(fields.pubCustomLI);
  model.numCustomPurposes =
    fields.numCustomPurposes ?? Math.max(0, ...fields.pubCustomConsents, ...fields.pubCustomLI);
  for (const { purposeId, type, vendors } of fields.publisherRestrictions) {
    const restriction = new PurposeRestriction(purposeId, type);
    vendors.forEach((vendor) => model.publisherRestrictions.add(vendor, restriction));
  }
  // Last: the library sets both to today whenever something else is set.
  model.created = date(fields.created);
  model.lastUpdated = date(fields.lastUpdated);
  return model;
}

/** Segment by segment, which leaves every answer as it is. */
function encodeTcf(fields) {
  const model = modelOf(fields);
  const segments = [Segment.CORE, Segment.VENDORS_DISCLOSED, Segment.VENDORS_ALLOWED, Segment.PUBLISHER_TC];
  return segments.map((segment) => SegmentEncoder.encode(model, segment)).join(".");
}

const lists = new Map();

/** As a consent management platform does it: with a vendor list, which the library holds the answers against. */
function encodeTcfByList(fields) {
  const { policyVersion, vendorListVersion } = fields;
  const key = `${policyVersion} ${vendorListVersion}`;
  if (!lists.has(key)) lists.set(key, openList(60, policyVersion, vendorListVersion));
  return TCString.encode(modelOf(fields, lists.get(key)));
}

function europe(section) {
  const fields = {
    created: tenths(section.Created),
    lastUpdated: tenths(section.LastUpdated),
    cmpId: section.CmpId,
    cmpVersion: section.CmpVersion,
    consentScreen: section.ConsentScreen,
    consentLanguage: section.ConsentLanguage,
    vendorListVersion: section.VendorListVersion,
    policyVersion: section.PolicyVersion,
    isServiceSpecific: section.IsServiceSpecific,
    useNonStandardTexts: section.UseNonStandardStacks,
    specialFeatureOptins: numbers(section.SpecialFeatureOptins),
    purposeConsents: numbers(section.PurposeConsents),
    purposeLegitimateInterests: numbers(section.PurposeLegitimateInterests),
    purposeOneTreatment: section.PurposeOneTreatment,
    publisherCC: section.PublisherCountryCode,
    vendorConsents: sorted(section.VendorConsents),
    vendorLegitimateInterests: sorted(section.VendorLegitimateInterests),
    publisherRestrictions: merged(section.PublisherRestrictions.map(restriction)),
    disclosedVendors: sorted(section.VendorsDisclosed),
    allowedVendors: sorted(section.VendorsAllowed),
    pubConsents: numbers(section.PublisherConsents),
    pubLI: numbers(section.PublisherLegitimateInterests),
    pubCustomConsents: numbers(section.PublisherCustomConsents),
    pubCustomLI: numbers(section.PublisherCustomLegitimateInterests),
  };
  const { pubCustomConsents, pubCustomLI } = fields;
  return withCount(fields, "numCustomPurposes", section.NumCustomPurposes, pubCustomConsents, pubCustomLI);
}

const restriction = (entry) => ({ purposeId: entry.key, type: entry.type, vendors: entry.ids });

const SETS_OF_CANADA = {
  SpecialFeatureExpressConsent: 12,
  PurposesExpressConsent: 24,
  PurposesImpliedConsent: 24,
  PubPurposesExpressConsent: 24,
  PubPurposesImpliedConsent: 24,
};
const CUSTOM_OF_CANADA = ["CustomPurposesExpressConsent", "CustomPurposesImpliedConsent"];

function canada(section) {
  const { PubPurposesSegmentType, DisclosedVendorsSegmentType, ...fields } = section;
  for (const name of [...Object.keys(SETS_OF_CANADA), ...CUSTOM_OF_CANADA]) fields[name] = numbers(section[name]);
  for (const name of ["VendorExpressConsent", "VendorImpliedConsent", "DisclosedVendors"]) {
    fields[name] = sorted(section[name]);
  }
  return {
    ...fields,
    Created: tenths(section.Created),
    LastUpdated: tenths(section.LastUpdated),
    PubRestrictions: merged(section.PubRestrictions.map(restriction)),
  };
}

function unitedStates(model, name) {
  const { GpcSegmentType, ...fields } = model.getSection(name);
  const included = GpcSegmentType !== undefined && model.getFieldValue(name, "GpcSegmentIncluded");
  return { ...fields, Gpc: included ? fields.Gpc : null };
}

function sectionOf(model, name) {
  switch (name) {
    case "tcfeuv2":
      return europe(model.getSection(name));
    case "tcfcav1":
      return canada(model.getSection(name));
    case "uspv1": {
      const { Version, Notice, OptOutSale, LspaCovered } = model.getSection(name);
      return { version: Version, notice: Notice, optOutSale: OptOutSale, lspa: LspaCovered };
    }
    default:
      return unitedStates(model, name);
  }
}

/** Each section by its name: what it says, or why it could not be read. */
function decodeGpp(text, names) {
  const model = new GppModel(text);
  const sections = {};
  for (const name of names.filter((name) => model.hasSection(name))) {
    sections[name] = answer(() => sectionOf(model, name));
  }
  return sections;
}

function writeEurope(model, fields) {
  const set = (name, value) => model.setFieldValue("tcfeuv2", name, value);
  const same = {
    CmpId: "cmpId",
    CmpVersion: "cmpVersion",
    ConsentScreen: "consentScreen",
    ConsentLanguage: "consentLanguage",
    VendorListVersion: "vendorListVersion",
    PolicyVersion: "policyVersion",
    IsServiceSpecific: "isServiceSpecific",
    UseNonStandardStacks: "useNonStandardTexts",
    PurposeOneTreatment: "purposeOneTreatment",
    PublisherCountryCode: "publisherCC",
    VendorConsents: "vendorConsents",
    VendorLegitimateInterests: "vendorLegitimateInterests",
    VendorsDisclosed: "disclosedVendors",
  };
  for (const [name, ours] of Object.entries(same)) set(name, fields[ours]);
  set("SpecialFeatureOptins", flags(fields.specialFeatureOptins, 12));
  set("PurposeConsents", flags(fields.purposeConsents, 24));
  set("PurposeLegitimateInterests", flags(fields.purposeLegitimateInterests, 24));
  set("PublisherConsents", flags(fields.pubConsents, 24));
  set("PublisherLegitimateInterests", flags(fields.pubLI, 24));
  const { pubCustomConsents, pubCustomLI } = fields;
  const count = fields.numCustomPurposes ?? Math.max(0, ...pubCustomConsents, ...pubCustomLI);
  set("NumCustomPurposes", count);
  set("PublisherCustomConsents", flags(pubCustomConsents, count));
  set("PublisherCustomLegitimateInterests", flags(pubCustomLI, count));
  set("PublisherRestrictions", entriesOf(fields.publisherRestrictions));
  set("Created", date(fields.created));
}

const entriesOf = (restrictions) =>
  restrictions.map(({ purposeId, type, vendors }) => new RangeEntry(purposeId, type, vendors));

function writeCanada(model, fields) {
  const set = (name, value) => model.setFieldValue("tcfcav1", name, value);
  const { Version, Created, LastUpdated, PubRestrictions, NumCustomPurposes, ...rest } = fields;
  set("NumCustomPurposes", NumCustomPurposes);
  for (const [name, value] of Object.entries(rest)) {
    const width = CUSTOM_OF_CANADA.includes(name) ? NumCustomPurposes : SETS_OF_CANADA[name];
    set(name, width === undefined ? value : flags(value, width));
  }
  set("PubRestrictions", entriesOf(PubRestrictions));
  set("Created", date(Created));
  set("LastUpdated", date(LastUpdated));
}

function writeUnitedStates(model, name, { Gpc, ...fields }) {
  for (const [field, value] of Object.entries(fields)) model.setFieldValue(name, field, value);
  if (!model.hasField(name, "GpcSegmentType")) return;
  model.setFieldValue(name, "GpcSegmentIncluded", Gpc !== null);
  if (Gpc !== null) model.setFieldValue(name, "Gpc", Gpc);
}

function encodeGpp(sections) {
  const model = new GppModel();
  for (const [name, fields] of Object.entries(sections)) {
    switch (name) {
      case "tcfeuv2":
        writeEurope(model, fields);
        break;
      case "tcfcav1":
        writeCanada(model, fields);
        break;
      case "uspv1":
        model.setFieldValue(name, "Notice", fields.notice);
        model.setFieldValue(name, "OptOutSale", fields.optOutSale);
        model.setFieldValue(name, "LspaCovered", fields.lspa);
        break;
      default:
        writeUnitedStates(model, name, fields);
    }
  }
  return model.encode();
}

/** What a reader of everything does with a text; the whole of it, since both put work off until it is asked for. */
const READERS = {
  "iabtcf-es": (text) => TCString.decode(text),
  "iabgpp-es": (text) => {
    const model = new GppModel(text);
    return model.getSectionIds().map((id) => model.getSection(Sections.SECTION_ID_NAME_MAP.get(id)));
  },
};

/** Reads a text again and again for so many milliseconds; how many nanoseconds one reading took. */
function time(reader, text, milliseconds) {
  const read = READERS[reader];
  let count = 0;
  let last;
  const began = process.hrtime.bigint();
  const end = began + BigInt(Math.round(milliseconds * 1e6));
  let now = began;
  for (let step = 1; now < end; step = Math.min(step * 2, 256)) {
    for (let index = 0; index < step; index += 1) last = read(text);
    count += step;
    now = process.hrtime.bigint();
  }
  return { nanoseconds: Number(now - began) / count, read: last !== undefined };
}

const require = createRequire(import.meta.url);

/** What is measured: Node.js, and the versions of both libraries. */
function versions() {
  const version = (name) => {
    // The package's own file may not be asked for by name: it lies above its entry.
    let folder = dirname(require.resolve(name));
    for (;;) {
      const found = answer(() => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
      if (found.ok?.version) return found.ok.version;
      folder = dirname(folder);
    }
  };
  return {
    node: process.versions.node,
    "iabtcf-es": version("@iabtechlabtcf/core"),
    "iabgpp-es": version("@iabgpp/cmpapi"),
  };
}

function answer(ask) {
  try {
    return { ok: ask() };
  } catch (fault) {
    return { error: `${fault?.name}: ${fault?.message}`.slice(0, 300) };
  }
}

const QUESTIONS = {
  "tcf.decode": ({ text }) => decodeTcf(text),
  "tcf.encode": ({ fields }) => encodeTcf(fields),
  "tcf.encode.list": ({ fields }) => encodeTcfByList(fields),
  "gpp.decode": ({ text, names }) => decodeGpp(text, names),
  "gpp.encode": ({ sections }) => encodeGpp(sections),
  time: ({ reader, text, milliseconds }) => time(reader, text, milliseconds),
  versions,
};

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(answer(() => QUESTIONS[question.do](question)))}\n`);
}
