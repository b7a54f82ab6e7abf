package io.biplane.kernel.trace;

/**
 * A message whose content belongs to the run's identity, not only its class: its hash is folded
 * into the digest.
 */
public interface TraceContent {
    /**
     * Hash of the content; equal in every JVM (no identity hash, no enum hash, no actor reference).
     */
    long traceHash();
}
