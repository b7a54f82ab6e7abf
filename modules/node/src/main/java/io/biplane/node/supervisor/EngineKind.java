package io.biplane.node.supervisor;

/** Where a node keeps its versions. */
public enum EngineKind {
    /** Ordered map on the Java heap. */
    HEAP,
    /** Chronicle Map under an ordered index. */
    CHRONICLE
}
