package io.biplane.storage.engine;

/** Sees versions one by one; see {@link Engine#forEachVersion}. */
@FunctionalInterface
public interface VersionVisitor {
    /** Whether to go on. */
    boolean visit(Version version);
}
