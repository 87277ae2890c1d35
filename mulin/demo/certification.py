def certify(*a): pass
