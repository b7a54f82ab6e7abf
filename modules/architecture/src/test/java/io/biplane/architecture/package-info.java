/**
 * The rules of the project as tests: what may depend on what, which calls are banned, how large things may be.
 *
 * <p>Two kinds: rules over compiled classes (ArchUnit) and rules over source files. A ban names its replacement; an exception is written
 * in the rule with its reason. {@code ratchet.txt} lists what was over a size limit when the limit came; nothing may be added and
 * what shrank below its limit must leave the list.
 */
package io.biplane.architecture;
