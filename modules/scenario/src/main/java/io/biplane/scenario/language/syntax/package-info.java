/**
 * YAML as a tree of plain records with marks, and rewriting of such trees.
 *
 * <p>Entry types: {@link io.biplane.scenario.language.syntax.TreeReader} (text to tree, every syntax
 * error and duplicate key as a problem), {@link io.biplane.scenario.language.syntax.Overlay} (sets a
 * value at a path: flags and {@code compare}), {@link io.biplane.scenario.language.syntax.TreeWriter}
 * (tree to text).
 *
 * <p>Scalars stay text: {@code off}, {@code 010} and {@code 1:30} mean what they say, because types
 * come from the key that reads them, not from YAML. Left out: tags, binary, merge keys.
 *
 * <p>Invariants: entries keep the file's order; a key occurs once in a mapping. Plain values, no
 * clock, no thread.
 *
 * <p>Source of the approach: shared notes on dependencies, §3.3 (the Compose API of
 * snakeyaml-engine with a binder of our own).
 *
 * <p>Decisions: docs/decisions/0051.
 */
package io.biplane.scenario.language.syntax;
