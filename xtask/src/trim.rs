//! What the generator leaves in a module and nothing of ours uses.

use anyhow::{Context, Result};
use walrus::{Module, passes};

/// What a module offers, and the name by which it is offered from now on.
pub(crate) type Exports = [(&'static str, &'static str)];

/// Takes out the notes for other tools: browsers pass over them, and visitors would download them.
pub(crate) fn notes(module: &mut Module) {
    let all: Vec<_> = module.customs.iter().map(|(id, _)| id).collect();
    for id in all {
        module.customs.delete(id);
    }
}

/// Leaves only these exports, renamed, and what they need. What the module asks the page for then goes too, unless
/// one of them uses it.
pub(crate) fn exports(module: &mut Module, kept: &Exports) -> Result<()> {
    let all: Vec<_> = module
        .exports
        .iter()
        .map(|export| (export.id(), export.name.clone()))
        .collect();
    for (name, _) in kept {
        all.iter()
            .find(|(_, found)| found == name)
            .with_context(|| format!("the module has no {name} to export"))?;
    }
    for (id, name) in all {
        match kept.iter().find(|(kept, _)| *kept == name) {
            Some((_, short)) => (*short).clone_into(&mut module.exports.get_mut(id).name),
            None => module.exports.delete(id),
        }
    }
    passes::gc::run(module);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use walrus::{FunctionBuilder, RawCustomSection};

    /// Two functions, of which one calls the page.
    fn module() -> Module {
        let mut module = Module::default();
        let nothing = module.types.add(&[], &[]);
        let (asked, _) = module.add_import_func("page", "ask", nothing);
        for (name, asks) in [("answer", false), ("start", true)] {
            let mut function = FunctionBuilder::new(&mut module.types, &[], &[]);
            if asks {
                function.func_body().call(asked);
            }
            let function = function.finish(Vec::new(), &mut module.funcs);
            module.exports.add(name, function);
        }
        module.customs.add(RawCustomSection {
            name: "target_features".into(),
            data: vec![0; 100],
        });
        module
    }

    #[test]
    fn what_is_not_kept_goes_with_everything_it_asked_for() {
        let mut module = module();
        exports(&mut module, &[("answer", "a")]).unwrap();
        let names: Vec<_> = module.exports.iter().map(|export| export.name.as_str()).collect();
        assert_eq!(names, ["a"]);
        assert_eq!(module.imports.iter().count(), 0);
        assert_eq!(module.funcs.iter().count(), 1);
    }

    #[test]
    fn what_is_kept_must_be_there() {
        let fault = exports(&mut module(), &[("other", "o")]).unwrap_err();
        assert!(fault.to_string().contains("other"), "{fault}");
    }

    #[test]
    fn notes_for_other_tools_go() {
        let mut module = module();
        notes(&mut module);
        assert_eq!(module.customs.iter().count(), 0);
        assert!(module.emit_wasm().len() < 100);
    }
}
