/**
 * What a run came to, in lines that two processes can compare.
 *
 * <p>Entry type: {@link io.biplane.testbed.fingerprint.RunFingerprint}. A run is made the way the command makes it, reports and all,
 * in a folder of its own, and told as text: verdict and trace digest of each variant, what did not hold, a hash of each file that has
 * to repeat byte for byte. A run that crashed has a fingerprint as well: where, and what it said.
 *
 * <p>Used by the double run of every build and by the sweep over many seeds. Left out: starting the other process, comparing.
 * Everything happens on the calling thread; the wall clock is not read. Invariant: equal build, file and seed give equal lines.
 */
package io.biplane.testbed.fingerprint;
