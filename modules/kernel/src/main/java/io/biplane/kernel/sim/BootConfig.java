package io.biplane.kernel.sim;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/**
 * The configuration every booted actor system gets; {@code biplane-kernel.conf} on top of Akka's
 * defaults.
 */
final class BootConfig {
    /** Immutable, and the same for every simulation; parsing it takes a millisecond. */
    static final Config CONFIG = load();

    private BootConfig() {}

    private static Config load() {
        ClassLoader loader = BootConfig.class.getClassLoader();
        return ConfigFactory.parseResources(loader, "biplane-kernel.conf")
                .withFallback(ConfigFactory.defaultReferenceUnresolved(loader))
                .resolve();
    }
}
