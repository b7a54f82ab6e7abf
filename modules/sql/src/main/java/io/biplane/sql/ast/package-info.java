/**
 * Syntax trees: what a statement says, before any name is looked up.
 *
 * <p>Entry type: {@link io.biplane.sql.ast.Statement}. Sealed interfaces with nested records; every
 * expression and every name knows its 1-based position in the text, for error messages.
 *
 * <p>Leaves out: types, resolved names, meaning of functions; that is the binder's.
 *
 * <p>Invariants: trees are immutable and hold no reference to the text or to the parser, so that
 * they can be shared; lists keep the order of the text; identifiers are folded to lower case
 * already unless quoted.
 *
 * <p>Thread and time: values only, neither is used.
 *
 * <p>Sources: the statements of docs/sql.md.
 */
package io.biplane.sql.ast;
