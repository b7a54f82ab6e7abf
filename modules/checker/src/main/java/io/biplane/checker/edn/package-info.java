/**
 * Converts Jepsen's histories from EDN, so that published ones can be checked.
 *
 * <p>Entry type: {@link io.biplane.checker.edn.JepsenHistory}. {@link
 * io.biplane.checker.edn.EdnParser} reads the part of EDN that histories use: maps, vectors, lists,
 * sets, keywords, symbols, strings, characters, numbers, nil, true, false, comments, discards,
 * tagged values (the tag is dropped). Keywords and symbols become texts without colon, so that
 * {@code [[:append 5 1] [:r 5 nil]]} is what the checkers read.
 *
 * <p>Values are equal as in Clojure, but that a keyword, a symbol and a text of one name are equal.
 * Operations of {@code :nemesis} are left out. Source of the grammar:
 * the EDN specification; of the keys: Jepsen's {@code history.edn}.
 *
 * <p>Pure; no thread, no clock. What a file gets wrong is a {@link
 * io.biplane.checker.history.HistoryFormatException} with its line.
 */
package io.biplane.checker.edn;
