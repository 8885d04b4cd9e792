//! Names that values of JavaScript have without anybody having put them there.

/// Of every value.
const OF_ALL: &[&str] = &[
    "__defineGetter__",
    "__defineSetter__",
    "__lookupGetter__",
    "__lookupSetter__",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
];

/// Of texts, arrays and numbers; `length` apart, which is known.
const OF_SOME: &str = " anchor at big blink bold charAt charCodeAt codePointAt concat copyWithin endsWith entries every \
    fill filter find findIndex findLast findLastIndex fixed flat flatMap fontcolor fontsize forEach includes indexOf \
    isWellFormed italics join keys lastIndexOf link localeCompare map match matchAll normalize padEnd padStart pop push \
    reduce reduceRight repeat replace replaceAll reverse search shift slice small some sort splice split startsWith \
    strike sub substr substring sup toExponential toFixed toLocaleLowerCase toLocaleUpperCase toLowerCase toPrecision \
    toReversed toSorted toSpliced toUpperCase toWellFormed trim trimEnd trimLeft trimRight trimStart unshift values with ";

/// Whether a value may have the member by inheritance; `plain` when it is known to be an object of data.
pub(super) fn is_inherited(name: &str, plain: bool) -> bool {
    OF_ALL.contains(&name) || !plain && OF_SOME.split_ascii_whitespace().any(|known| known == name)
}
