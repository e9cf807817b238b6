console.log('croft');
