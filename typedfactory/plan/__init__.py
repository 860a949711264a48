"""From declarations to functions: options, specification, resolver and compiler."""
