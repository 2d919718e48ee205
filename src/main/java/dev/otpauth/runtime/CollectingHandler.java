package dev.otpauth.runtime;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.convert.ConversionException;

/** Continues binding after an invalid setting, so that all errors are reported at once. */
final class CollectingHandler implements BindHandler {

  private static final Pattern SETTER = Pattern.compile("Unable to set value for property (\\S+)");

  private final SettingErrors errors;
  private final @Nullable Validator validator;
  private final Map<ConfigurationPropertyName, Object> bound = new HashMap<>();
  private final Set<ConfigurationPropertyName> refused = new HashSet<>();

  /**
   * Creates a handler for one group of settings.
   *
   * @param validator null if the group is not used; then values are bound but not validated
   */
  CollectingHandler(SettingErrors errors, @Nullable Validator validator) {
    this.errors = errors;
    this.validator = validator;
  }

  @Override
  public Object onSuccess(
      ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
    bound.put(name, result);
    return checked(name, result);
  }

  @Override
  public Object onCreate(
      ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
    return checked(name, result);
  }

  /** Treats an unreadable setting as missing. */
  @Override
  public @Nullable Object onFailure(
      ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
    refused.add(name);
    var type = target.getType().toClass();
    if (error instanceof UnboundConfigurationPropertiesException) {
      reportGap(name);
    } else if (type.isRecord() && !(error instanceof ConversionException)) {
      SettingErrorText.ours(error).ifPresent(errors::addMessage);
      checkComponents(name, type);
    } else if (error.getMessage() != null && SETTER.matcher(error.getMessage()).lookingAt()) {
      errors.add(name + "." + setter(error.getMessage()), "has an invalid value");
    } else {
      errors.add(name.toString(), SettingErrorText.of(target, error));
    }
    return null;
  }

  private static String setter(String message) {
    var matcher = SETTER.matcher(message);
    return matcher.lookingAt() ? matcher.group(1) : "";
  }

  /** Reports a gap in a list, unless the missing entry itself was invalid. */
  private void reportGap(ConfigurationPropertyName list) {
    var first = 0;
    while (bound.containsKey(list.append("[" + first + "]"))) {
      first++;
    }
    var missing = list.append("[" + first + "]");
    if (refused.stream().noneMatch(it -> it.equals(missing) || missing.isAncestorOf(it))) {
      errors.add(
          missing.toString(),
          "is missing, though there are later ones: a list is numbered from 0 on without a gap,"
              + " all of it in one place");
    }
  }

  private Object checked(ConfigurationPropertyName name, Object result) {
    if (validator != null && result.getClass().isRecord()) {
      reportViolations(name, validator.validate(result));
    }
    return result;
  }

  /** Validates the components of a record that could not be created. */
  private void checkComponents(ConfigurationPropertyName name, Class<?> type) {
    if (validator == null) {
      return;
    }
    // The annotation {@code @DefaultValue} is on the constructor parameter only.
    for (var component : BeanUtils.getResolvableConstructor(type).getParameters()) {
      var setting = name.append(DataObjectPropertyName.toDashedForm(component.getName()));
      var value = bound.get(setting);
      if (value != null || !component.isAnnotationPresent(DefaultValue.class)) {
        reportViolations(name, validator.validateValue(type, component.getName(), value));
      }
    }
  }

  private void reportViolations(
      ConfigurationPropertyName name, Collection<? extends ConstraintViolation<?>> violations) {
    for (var violation : violations) {
      var setting = setting(name, violation.getPropertyPath());
      var missing = violation.getInvalidValue() == null ? "is missing: it " : "";
      errors.add(setting, missing + violation.getMessage());
    }
  }

  private String setting(ConfigurationPropertyName name, Path path) {
    var setting = new StringBuilder(name.toString());
    for (var node : path) {
      if (node.getIndex() != null && has(setting + "[" + node.getIndex() + "]")) {
        setting.append('[').append(node.getIndex()).append(']');
      } else if (node.getKey() != null) {
        setting.append('.').append(node.getKey());
      }
      if (node.getName() != null && node.getKind() == ElementKind.PROPERTY) {
        setting.append('.').append(DataObjectPropertyName.toDashedForm(component(node.getName())));
      }
    }
    return setting.toString();
  }

  /** Whether a list was set by index and not separated by commas. */
  private boolean has(String setting) {
    return bound.containsKey(ConfigurationPropertyName.of(setting));
  }

  /** Maps a method {@code isMobileValid} to the component {@code mobile}. */
  private static String component(String node) {
    return node.endsWith("Valid") ? node.substring(0, node.length() - "Valid".length()) : node;
  }
}
