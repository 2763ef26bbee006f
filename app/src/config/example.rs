//! The example of a settings file: written from the schema, so that it says what the code says.

use std::fmt::Write as _;

use serde_json::Value;

use super::Config;

/// Every setting with what it means and its default, as a TOML file in which all is commented out.
pub fn example() -> String {
    let schema = Config::schema();
    let mut text = String::from(
        "# Settings of tinhso. Each can also be set by a variable: TINHSO__SECTION__KEY, as in TINHSO__SERVER__LISTEN.\n\
         # Variables go before this file, and flags before both. What is commented out shows the default.\n",
    );
    section(&mut text, &schema, &schema, "", false);
    text
}

/// The properties of an object: plain ones first, then one table for each object inside. What is inside a table that stays
/// out stays out with it.
fn section(text: &mut String, schema: &Value, object: &Value, path: &str, closed: bool) {
    let Some(properties) = object["properties"].as_object() else { return };
    let required: Vec<&str> = object["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut tables = Vec::new();
    for (name, property) in properties {
        let kind = resolve(schema, property);
        if kind["properties"].is_object() {
            tables.push((name, property, kind));
            continue;
        }
        comment(text, property);
        let value = match property.get("default") {
            Some(default) if !default.is_null() => toml_value(default),
            _ => toml_value(property["examples"].get(0).unwrap_or(&placeholder(schema, kind))),
        };
        let must = if required.contains(&name.as_str()) { "   # must be given" } else { "" };
        let _ = writeln!(text, "# {name} = {value}{must}");
    }
    for (name, property, kind) in tables {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        text.push('\n');
        comment(text, property);
        // A neighbour that is not there by default stays out until its table is opened.
        let closed = closed || kind["required"].as_array().is_some_and(|names| !names.is_empty());
        let _ = writeln!(text, "{}[{path}]", if closed { "# " } else { "" });
        section(text, schema, kind, &path, closed);
    }
}

fn comment(text: &mut String, property: &Value) {
    for line in property["description"].as_str().unwrap_or_default().lines() {
        let _ = writeln!(text, "#{}{line}", if line.is_empty() { "" } else { "  " });
    }
}

/// What a property is, through references and "or nothing".
fn resolve<'s>(schema: &'s Value, property: &'s Value) -> &'s Value {
    if let Some(name) = property["$ref"].as_str().and_then(|link| link.strip_prefix("#/$defs/")) {
        return resolve(schema, &schema["$defs"][name]);
    }
    let some = property["anyOf"].as_array().into_iter().flatten().find(|kind| kind["type"] != "null");
    some.map_or(property, |kind| resolve(schema, kind))
}

/// A value of the right kind where there is no default.
fn placeholder(schema: &Value, kind: &Value) -> Value {
    if let Some(first) = kind["enum"].get(0).or_else(|| kind["oneOf"][0].get("const")) {
        return first.clone();
    }
    if let Some(variant) = kind["oneOf"].get(0) {
        return placeholder(schema, resolve(schema, variant));
    }
    let named = kind["type"].as_str().or_else(|| kind["type"].get(0).and_then(Value::as_str));
    match named {
        Some("integer" | "number") => kind.get("minimum").cloned().unwrap_or_else(|| 0.into()),
        Some("boolean") => false.into(),
        Some("array") => Value::Array(Vec::new()),
        Some("object") => Value::Object(serde_json::Map::new()),
        _ => "".into(),
    }
}

fn toml_value(value: &Value) -> String {
    match value {
        Value::Object(map) if map.is_empty() => "{}".into(),
        // JSON's scalars and lists are TOML's.
        other => other.to_string(),
    }
}
