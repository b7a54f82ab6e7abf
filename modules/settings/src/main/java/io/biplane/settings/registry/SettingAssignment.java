package io.biplane.settings.registry;

/**
 * A setting and the value it is to have.
 *
 * @param name a setting's name or old name
 * @param value in the setting's own notation: {@code true}, {@code 10s}, {@code 24.1}
 */
public record SettingAssignment(String name, String value) {}
