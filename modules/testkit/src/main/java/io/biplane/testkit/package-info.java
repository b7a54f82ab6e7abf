/**
 * What tests of several modules share.
 *
 * <p>Entry type: {@link io.biplane.testkit.Golden}, files whose content a test prints.
 *
 * <p>Leaves out: fixtures of one module, which lie beside its tests. Not published; no module's main code may use it.
 *
 * <p>Thread and time: the test's thread; no time.
 */
package io.biplane.testkit;
