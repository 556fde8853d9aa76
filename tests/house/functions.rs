//! Functions stay short and flat, handlers above all.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::lengths::percentile;
use super::tree::{File, product};
use super::verdict::{Offence, demand, offence};

const LONGEST: usize = 60;
const LONGEST_HANDLER: usize = 40;
const MEDIAN: usize = 10;
const NINETIETH: usize = 30;
const DEEPEST: usize = 4;

/// A function of the product, tests left out.
struct Function {
    place: String,
    name: String,
    lines: usize,
    nesting: usize,
}

/// Walks a file and measures every function with a body.
struct Survey<'a> {
    file: &'a File,
    found: Vec<Function>,
}

impl Survey<'_> {
    fn measure(&mut self, signature: &syn::Signature, body: &syn::Block) {
        let first = signature.fn_token.span().start().line;
        let last = body.brace_token.span.close().end().line;
        let mut depth = Depth { now: 0, deepest: 0 };
        depth.visit_block(body);
        self.found.push(Function {
            place: format!("{}:{first}", self.file.path),
            name: signature.ident.to_string(),
            lines: last - first + 1,
            nesting: depth.deepest,
        });
    }
}

/// Whether the item is compiled for tests only.
pub fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::Path(path) => path.is_ident("test"),
        syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        syn::Meta::NameValue(_) => false,
    })
}

impl<'ast> Visit<'ast> for Survey<'_> {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        if !is_for_tests(&function.attrs) {
            self.measure(&function.sig, &function.block);
            visit::visit_item_fn(self, function);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        if !is_for_tests(&function.attrs) {
            self.measure(&function.sig, &function.block);
            visit::visit_impl_item_fn(self, function);
        }
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if let Some(body) = &function.default {
            self.measure(&function.sig, body);
        }
        visit::visit_trait_item_fn(self, function);
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !is_for_tests(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }
}

/// Counts how deeply `if`, `match`, loops and closures lie inside each other; `else if` is no deeper than its `if`.
struct Depth {
    now: usize,
    deepest: usize,
}

impl Depth {
    fn inside(&mut self, walk: impl FnOnce(&mut Self)) {
        self.now += 1;
        self.deepest = self.deepest.max(self.now);
        walk(self);
        self.now -= 1;
    }
}

impl<'ast> Visit<'ast> for Depth {
    fn visit_expr_if(&mut self, branch: &'ast syn::ExprIf) {
        self.inside(|depth| {
            depth.visit_expr(&branch.cond);
            depth.visit_block(&branch.then_branch);
            if let Some((_, other)) = &branch.else_branch {
                match &**other {
                    syn::Expr::If(next) => {
                        depth.now -= 1;
                        depth.visit_expr_if(next);
                        depth.now += 1;
                    }
                    other => depth.visit_expr(other),
                }
            }
        });
    }

    fn visit_expr_match(&mut self, branch: &'ast syn::ExprMatch) {
        self.inside(|depth| visit::visit_expr_match(depth, branch));
    }

    fn visit_expr_for_loop(&mut self, body: &'ast syn::ExprForLoop) {
        self.inside(|depth| visit::visit_expr_for_loop(depth, body));
    }

    fn visit_expr_while(&mut self, body: &'ast syn::ExprWhile) {
        self.inside(|depth| visit::visit_expr_while(depth, body));
    }

    fn visit_expr_loop(&mut self, body: &'ast syn::ExprLoop) {
        self.inside(|depth| visit::visit_expr_loop(depth, body));
    }

    fn visit_expr_closure(&mut self, body: &'ast syn::ExprClosure) {
        self.inside(|depth| visit::visit_expr_closure(depth, body));
    }

    // A function inside a function is measured by itself.
    fn visit_item_fn(&mut self, _: &'ast syn::ItemFn) {}
}

/// A file as a syntax tree.
pub fn parsed(file: &File) -> syn::File {
    syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path))
}

fn functions_of(file: &File) -> Vec<Function> {
    let mut survey = Survey { file, found: Vec::new() };
    survey.visit_file(&parsed(file));
    survey.found
}

fn functions() -> Vec<Function> {
    product().iter().flat_map(functions_of).collect()
}

#[test]
fn no_function_is_longer_than_60_lines() {
    let long = functions().into_iter().filter(|function| function.lines > LONGEST);
    let offences: Vec<Offence> =
        long.map(|f| offence(f.place, format!("`{}` has {} lines", f.name, f.lines))).collect();
    demand("A function has at most 60 lines.", &offences);
}

#[test]
fn no_handler_is_longer_than_40_lines() {
    let web = functions().into_iter().filter(|function| function.place.starts_with("src/web/"));
    let long = web.filter(|function| function.lines > LONGEST_HANDLER);
    let offences: Vec<Offence> =
        long.map(|f| offence(f.place, format!("`{}` has {} lines", f.name, f.lines))).collect();
    demand("A function in src/web has at most 40 lines: read the form, call the workflow, render the view.", &offences);
}

#[test]
fn functions_are_short_as_a_rule() {
    let lines: Vec<usize> = functions().iter().map(|function| function.lines).collect();
    let (median, ninetieth) = (percentile(&lines, 50), percentile(&lines, 90));
    assert!(
        median <= MEDIAN && ninetieth <= NINETIETH,
        "Half of the functions have at most {MEDIAN} lines, nine in ten at most {NINETIETH}; they have {median} and {ninetieth}."
    );
}

#[test]
fn nothing_is_nested_deeper_than_four() {
    let deep = functions().into_iter().filter(|function| function.nesting > DEEPEST);
    let offences: Vec<Offence> = deep.map(|f| offence(f.place, format!("`{}` nests {}", f.name, f.nesting))).collect();
    demand("`if`, `match`, loops and closures lie at most four deep.", &offences);
}

#[test]
fn the_survey_counts_lines_and_nesting_and_skips_tests() {
    let text =
        "fn a() {\n    if x { y() } else if z { loop { w(|| 1) } }\n}\n#[cfg(test)]\nmod tests {\n fn b() {}\n}\n";
    let found = functions_of(&File { path: "src/a.rs".into(), text: text.into() });
    let measured: Vec<_> = found.iter().map(|f| (f.place.as_str(), f.lines, f.nesting)).collect();
    assert_eq!(measured, [("src/a.rs:1", 3, 3)]);
}
