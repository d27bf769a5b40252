//! TypeScript or JavaScript in, minified JavaScript out.

use std::path::Path;

use anyhow::{Result, anyhow, bail};
use oxc::allocator::Allocator;
use oxc::ast::ast::Program;
use oxc::codegen::{Codegen, CodegenOptions};
use oxc::diagnostics::{Diagnostics, OxcDiagnostic};
use oxc::minifier::{CompressOptions, Minifier, MinifierOptions};
use oxc::parser::Parser;
use oxc::semantic::SemanticBuilder;
use oxc::span::SourceType;
use oxc::transformer::{EngineTargets, TransformOptions, Transformer};

/// The oldest browsers with `adoptedStyleSheets`, without which the notice could have no style.
const BROWSERS: &str = "chrome99,firefox101,safari16.4";

/// How a script is read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// TypeScript without `import` and `export`; names at its top level are global and stay.
    ClassicTypeScript,
    /// A TypeScript module; only the names it exports stay.
    ModuleTypeScript,
    /// A JavaScript module; only the names it exports stay.
    Module,
}

impl Kind {
    fn source_type(self) -> SourceType {
        match self {
            Self::ClassicTypeScript => SourceType::ts().with_script(true),
            Self::ModuleTypeScript => SourceType::ts().with_module(true),
            Self::Module => SourceType::mjs(),
        }
    }
}

/// Only reads the source: is it whole?
pub(crate) fn check(source: &str, kind: Kind, path: &Path) -> Result<()> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, kind.source_type()).parse();
    refuse(&parsed.diagnostics, |offset| place(path, source, offset))
}

/// Strips types and minifies. `locate` turns an offset in `source` into words for a fault.
pub(crate) fn minify(source: &str, kind: Kind, locate: impl Fn(usize) -> String) -> Result<String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, kind.source_type()).parse();
    refuse(&parsed.diagnostics, &locate)?;
    let mut program = parsed.program;

    if program.source_type.is_typescript() {
        strip_types(&allocator, &mut program, &locate)?;
    }
    let compress = CompressOptions {
        target: browsers()?,
        ..CompressOptions::smallest()
    };
    let minified = Minifier::new(MinifierOptions {
        compress: Some(compress),
        ..MinifierOptions::default()
    })
    .minify(&allocator, &mut program);
    let printed = Codegen::new()
        .with_options(CodegenOptions::minify())
        .with_scoping(minified.scoping)
        .build(&program);
    Ok(printed.code)
}

/// `path:line:column` of an offset, counted from one as editors do.
pub(crate) fn place(path: &Path, source: &str, offset: usize) -> String {
    let before = &source[..source.floor_char_boundary(offset)];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.matches('\n').count() + 1;
    let column = before[line_start..].chars().count() + 1;
    format!("{}:{line}:{column}", path.display())
}

fn strip_types<'a>(
    allocator: &'a Allocator,
    program: &mut Program<'a>,
    locate: impl Fn(usize) -> String,
) -> Result<()> {
    let checked = SemanticBuilder::new()
        .with_check_syntax_error(true)
        .with_enum_eval(true)
        .build(&*program);
    refuse(&checked.diagnostics, &locate)?;
    let scoping = checked.semantic.into_scoping();

    let mut options = TransformOptions::from_target(BROWSERS).map_err(|fault| anyhow!(fault))?;
    // Enums cost the page nothing: their values stand where they are used.
    options.typescript.optimize_const_enums = true;
    options.typescript.optimize_enums = true;
    let stripped =
        Transformer::new(allocator, Path::new("script.ts"), &options).build_with_scoping(scoping, program);
    refuse(&stripped.diagnostics, &locate)
}

fn browsers() -> Result<EngineTargets> {
    EngineTargets::from_target(BROWSERS).map_err(|fault| anyhow!(fault))
}

/// All faults at once, each with its place.
fn refuse(diagnostics: &Diagnostics, locate: impl Fn(usize) -> String) -> Result<()> {
    let told = |fault: &OxcDiagnostic| {
        let place = fault
            .labels
            .first()
            .map(|label| format!("{}: ", locate(label.offset() as usize)));
        let help = fault.help.as_ref().map(|help| format!(" ({help})"));
        format!(
            "{}{}{}",
            place.unwrap_or_default(),
            fault.message,
            help.unwrap_or_default()
        )
    };
    let faults: Vec<String> = diagnostics.errors().map(told).collect();
    if !faults.is_empty() {
        bail!("{}", faults.join("\n"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classic(source: &str) -> Result<String> {
        minify(source, Kind::ClassicTypeScript, |offset| {
            place(Path::new("x.ts"), source, offset)
        })
    }

    #[test]
    fn types_go_and_global_names_of_a_classic_script_stay() {
        let script = classic("interface A { a: number }\nfunction read(text: string): A { const long = { a: +text }; long.a++; return long; }").unwrap();
        assert!(script.starts_with("function read("), "{script}");
        assert!(!script.contains("long") && !script.contains("number"), "{script}");
    }

    #[test]
    fn enums_leave_nothing_but_their_values() {
        let script = classic("const enum Act { Accept = 'a' }\nconsole.log(Act.Accept);").unwrap();
        assert_eq!(script, "console.log(`a`);");
    }

    #[test]
    fn a_module_keeps_its_exports_only() {
        let script = minify(
            "const hidden = (a) => a + 1; export function shown(b) { return hidden(b) * hidden(2); }",
            Kind::Module,
            |_| String::new(),
        );
        let script = script.unwrap();
        assert!(
            script.contains("as shown") || script.contains("function shown"),
            "{script}"
        );
        assert!(!script.contains("hidden"), "{script}");
    }

    #[test]
    fn a_fault_has_file_line_and_column() {
        let fault = classic("const å = 1;\n  const = 2;").unwrap_err().to_string();
        assert!(fault.starts_with("x.ts:2:9: "), "{fault}");
    }

    #[test]
    fn a_name_declared_twice_is_a_fault() {
        let fault = classic("const a = 1;\nconst a = 2;").unwrap_err().to_string();
        assert!(fault.contains("already been declared"), "{fault}");
    }
}
