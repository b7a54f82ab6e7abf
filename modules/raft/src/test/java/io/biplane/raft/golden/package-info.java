/**
 * Golden interaction files: the protocol told as stories that people read and machines check. Entry
 * type: {@code GoldenFilesTest}, which plays {@code src/test/resources/golden/*.txt}; grammar and
 * defaults stand in {@code GoldenFile} and {@code Stage}. All invariants are on. Virtual time
 * stands still unless a command moves it.
 */
package io.biplane.raft.golden;
