package io.biplane.kvserver.lease;

/** How a lease stands at an instant, as one node sees it. */
public enum LeaseStatus {
    /** Its holder may serve. */
    VALID,
    /** Not surely alive and not surely over: nobody may serve, only the holder may act on it. */
    STASIS,
    /** Over, or there never was one. An epoch lease may still need its holder's epoch raised. */
    EXPIRED
}
